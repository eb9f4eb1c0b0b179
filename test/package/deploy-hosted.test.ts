import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import about from '../../package.json' with { type: 'json' };
import { commands } from '../../src/hosted/help.js';
import { Metrics } from '../../src/hosted/metrics/metrics.js';
import { hostedSettings } from '../../src/hosted/settings/hosted-settings.js';
import { root } from '../support/build.js';

const folder = join(root, 'docs/deploy/hosted');
const read = (file: string): string => readFileSync(join(folder, file), 'utf8');
const files = readdirSync(folder);
const guide = readFileSync(join(root, 'docs/guides/hosted-operations.md'), 'utf8');

/** What OpenTelemetry's own code reads. */
const ofSdk = ['OTEL_RESOURCE_ATTRIBUTES', 'OTEL_TRACES_SAMPLER', 'OTEL_TRACES_SAMPLER_ARG'];
const settings = new Set(
  [...hostedSettings, ...ofSdk.map((name) => ({ name, secret: false }))].flatMap(({ name, secret }) =>
    secret ? [name, `${name}_FILE`] : [name],
  ),
);
const isSetting = (name: string) => /^(CLICKUP|HOSTED|OTEL)_|^(DATABASE_URL|LOG_LEVEL|REDIS_URL)/.test(name);
/** Names that stand for what the program does not read. */
const ownOfCompose = ['HOSTED_DOMAIN'];

/** Names of figures in the sources of the server, and those that each process has. */
const sources = readdirSync(join(root, 'src/hosted'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => readFileSync(join(root, 'src/hosted', path), 'utf8'))
  .join('\n');
const counted = [...sources.matchAll(/\b(?:count|observe|gauge)\(\s*'(\w+)'/g)].map(([, name]) => name!);
const figures = new Set([...counted, ...new Metrics().text().matchAll(/^# TYPE (\w+)/gm)].map(String));
const figuresIn = (text: string): string[] =>
  [...text.matchAll(/\b(?:clickup_(?:hosted_|requests?_)|process_|nodejs_)\w+/g)].map(([name]) =>
    name.replace(/_(bucket|sum|count)$/, ''),
  );
const isFigure = (name: string) => counted.includes(name) || [...figures].some((each) => each.includes(name));

interface Container {
  image: string;
  args?: string[];
  securityContext: object;
  resources: { limits: { memory: string } };
  [probe: string]: unknown;
}

describe('the files to run the hosted server by', () => {
  it('name settings that there are, and no others', () => {
    for (const file of files) {
      const names = [...read(file).matchAll(/\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b/g)].map(([name]) => name);
      for (const name of names.filter(isSetting))
        expect([...settings, ...ownOfCompose], `${file} names ${name}`).toContain(name);
    }
  });

  it('hold no secret, nor a default of one that works', () => {
    for (const file of files) {
      const text = read(file);
      expect(text, file).not.toMatch(/[A-Za-z0-9+/]{40,}|\bpk_\w{8}|\bcu[a-z]_\w{8}|PRIVATE KEY/);
      expect(text, file).not.toMatch(/(PASSWORD|SECRET|TOKEN|ENCRYPTION_KEYS|DATABASE_URL)\s*[:=]\s*["']?[\w$][^\s]*/);
    }
  });

  it('name figures that there are', () => {
    for (const file of ['alerts.yml', 'dashboard.json', '../../guides/hosted-operations.md']) {
      const named = figuresIn(read(file));
      expect(named.length, file).toBeGreaterThan(5);
      for (const name of named) expect(isFigure(name), `${file}: ${name}`).toBe(true);
    }
    expect(isFigure('clickup_hosted_other_total')).toBe(false);
  });

  it('compose says how long, how much and how it is looked at, and waits for what has to come before', () => {
    const { services, secrets, volumes, networks } = parse(read('compose.yaml'), { merge: true });
    const { 'clickup-mcp': server, migrate, postgres, caddy } = services;
    for (const [name, service] of Object.entries<Record<string, unknown>>(services)) {
      expect(service.mem_limit, name).toMatch(/^\d+[mg]$/);
      expect(service.restart, name).toBe(name === 'migrate' ? 'no' : 'unless-stopped');
    }
    expect(server).toMatchObject({ read_only: true, cap_drop: ['ALL'], stop_grace_period: '35s' });
    expect(server.depends_on.migrate.condition).toBe('service_completed_successfully');
    expect(server.ports).toBeUndefined();
    expect(migrate.command).toEqual(['migrate']);
    expect(postgres.networks).toEqual(['inside']);
    expect(networks.inside.internal).toBe(true);
    expect(caddy.ports).toEqual(['80:80', '443:443']);
    for (const [, service] of Object.entries<{ secrets?: string[]; environment: Record<string, string> }>(services)) {
      for (const secret of service.secrets ?? []) expect(secrets[secret].file).toBe(`./secrets/${secret}`);
      for (const [name, value] of Object.entries(service.environment).filter(([key]) => key.endsWith('_FILE')))
        expect(
          service.secrets?.map((secret) => `/run/secrets/${secret}`),
          name,
        ).toContain(value);
    }
    expect(Object.keys(volumes).sort()).toEqual(['certificates', 'postgres']);
  });

  it('Kubernetes asks the pages that there are, gives limits, and lets it run as nobody', () => {
    const documents = parseAllDocuments(read('kubernetes.yaml')).map((each) => {
      expect(each.errors).toEqual([]);
      return each.toJS();
    });
    const of = (kind: string) => documents.find((each) => each.kind === kind);
    expect(documents.map(({ kind }) => kind)).toEqual([
      'ConfigMap',
      'Job',
      'Deployment',
      'Service',
      'PodDisruptionBudget',
    ]);
    const pods = [of('Job'), of('Deployment')].map(({ spec }) => spec.template.spec);
    for (const pod of pods) {
      const [container] = pod.containers as [Container];
      expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 1000 });
      expect(container.securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
      expect(container.resources.limits.memory).toMatch(/^\d+Mi$/);
      expect(container.image).toBe(`clickup-hosted:${about.version}`);
      for (const command of container.args ?? []) expect(Object.keys(commands)).toContain(command);
    }
    const [node] = pods[1].containers as [Container];
    expect(node.readinessProbe).toMatchObject({ httpGet: { path: '/readyz' } });
    expect(node.livenessProbe).toMatchObject({ httpGet: { path: '/livez' } });
    expect(pods[1].terminationGracePeriodSeconds).toBeGreaterThan(25 + 5);
    expect(of('Service').spec.selector).toEqual(of('Deployment').spec.selector.matchLabels);
    for (const [name, path] of Object.entries<string>(of('ConfigMap').data).filter(([key]) => key.endsWith('_FILE')))
      expect(path, name).toMatch(/^\/secrets\/[a-z-]+$/);
  });

  it('the image is built in one stage and runs in another, with what package.json is tested with', () => {
    const lines = read('Dockerfile').replaceAll('\\\n', ' ').split('\n');
    const of = (word: string) =>
      lines.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1));
    expect(of('FROM')).toHaveLength(2);
    expect(of('USER')).toEqual(['1000:1000']);
    expect(of('STOPSIGNAL')).toEqual(['SIGTERM']);
    expect(of('HEALTHCHECK')[0]).toContain('/readyz');
    expect(JSON.parse(of('ENTRYPOINT')[0]!)).toEqual(['node', 'dist/hosted-server.js']);
    const beside = [...read('Dockerfile').matchAll(/ ((?:@[\w-]+\/)?[\w-]+)@(\d[\d.]*)/g)].map(([, name, version]) => [
      name,
      version,
    ]);
    const tested: Record<string, string> = about.devDependencies;
    expect(beside.map(([name]) => name).sort()).toEqual(['@electric-sql/pglite', 'pg', 'redis']);
    for (const [name, version] of beside) expect(tested[name!]?.replace('^', '')).toBe(version);
    expect(read('Dockerfile.dockerignore')).toBe(readFileSync(join(folder, '../Dockerfile.dockerignore'), 'utf8'));
  });

  it('Prometheus takes its rules, each of which says what to do', () => {
    const { rule_files, scrape_configs } = parse(read('prometheus.yml'));
    expect(rule_files).toEqual(['alerts.yml']);
    expect(scrape_configs[0].metrics_path).toBe('/metrics');
    const { groups } = parse(read('alerts.yml'));
    for (const { alert, expr, labels, annotations } of groups[0].rules) {
      expect(expr.split('(').length, alert).toBe(expr.split(')').length);
      expect(['page', 'warn']).toContain(labels.severity);
      expect(annotations.summary.length && annotations.do.length, alert).toBeGreaterThan(10);
    }
  });

  it('the dashboard has a place of its own for each panel', () => {
    const { panels } = JSON.parse(read('dashboard.json')) as {
      panels: { id: number; gridPos: { x: number; y: number; w: number; h: number }; targets: { expr: string }[] }[];
    };
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, at) => `${x + (at % w)} ${y + Math.floor(at / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    for (const { targets } of panels)
      for (const { expr } of targets) expect(expr.split('(').length).toBe(expr.split(')').length);
  });

  it('proxies mask the secrets of paths, close /metrics, hold connections shorter than the server, and believe what it counts', () => {
    const nginx = read('nginx.conf');
    const log = /log_format without_secrets '([^']*)'/.exec(nginx)?.[1];
    expect(log).not.toMatch(/\$(uri|request|request_uri|args|http_referer)\b/);
    expect(nginx).toMatch(/~\^\/mcp\/k\/ "\/mcp\/k\/\*\*\*"/);
    for (const file of ['nginx.conf', 'Caddyfile']) {
      expect(read(file)).toMatch(/\/metrics (\{ return )?404/);
      const open = read(file).split('{').length;
      expect(read(file).split('}').length).toBe(open);
      expect(Number(/keepalive(?:_timeout)? (\d+)s/.exec(read(file))?.[1])).toBeLessThan(65);
    }
  });

  it('logs are read as the server writes them', () => {
    const { sources: from, transforms, sinks } = parse(read('vector.yaml'));
    expect(transforms.lines.inputs).toEqual(Object.keys(from));
    expect(Object.values<{ inputs: string[] }>(sinks)[0]?.inputs).toEqual(['lines']);
    for (const field of ['timestamp', 'level', 'message', 'metadata'])
      expect(transforms.lines.source).toMatch(new RegExp(`parsed\\.${field}\\b`));
  });
});

describe('the guide to them', () => {
  it('names files, settings and commands that there are', () => {
    const table = [...guide.matchAll(/^\| (`[^|]*) \|/gm)].flatMap(([, cell]) =>
      [...cell!.matchAll(/`([\w.-]+\.\w+|\w+file)`/g)].map(([, name]) => name!),
    );
    expect([...table].sort()).toEqual(files.filter((file) => !file.endsWith('.dockerignore')).sort());
    const names = [...guide.matchAll(/\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b/g)].map(([name]) => name).filter(isSetting);
    for (const name of names) expect(settings, name).toContain(name);
    for (const [, words = ''] of guide.matchAll(/(?:clickup-hosted|hosted-server\.js) ((?:[a-z]+ ?){1,2})/g))
      expect(
        Object.keys(commands).some((command) => words.trim().startsWith(command)),
        words,
      ).toBe(true);
  });
});
