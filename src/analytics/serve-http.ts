import { type HttpConfig, readHttpConfig } from '../config/http-settings.js';
import { isLoopback } from '../config/loopback.js';
import type { Environment } from '../config/setting.js';
import { createHttpHandler } from '../mcp/http/handler.js';
import { serveHttp, usualPace } from '../mcp/http/serve.js';
import type { McpServerOptions } from '../mcp/options.js';
import type { Envelope } from '../runtime/envelope.js';
import { ClickUpError, clickUpError, invalidInput } from '../runtime/errors.js';
import { addDashboardRoutes } from './dashboard/routes.js';
import { createLog } from './log.js';
import type { Analytics } from './open.js';
import { createGuard } from './rest/guard.js';
import { createJobs, type Job } from './rest/jobs.js';
import { addRestRoutes } from './rest/routes.js';
import { startSchedule } from './schedule/schedule.js';
import { readScheduleSettings } from './schedule/settings.js';
import { readPublicUrl } from './webhooks/register.js';
import { serveWebhooks } from './webhooks/serve.js';

/** Reports over a large Space take a while: a connection that waits for the next one stays open. */
const keepAliveMs = 300_000;

interface Start {
  /** The port of MCP and the dashboard. */
  port: string;
  /** That of the sync service; everything is answered at both. `off`, or the same, for one port. */
  restPort: string;
  mcp: McpServerOptions;
  env: Environment;
  write(line: string): void;
}

/** Serves the tools, the dashboard and the sync service over HTTP, and syncs by the schedule. */
export async function serveOverHttp(analytics: Analytics, { port, restPort, mcp, env, write }: Start) {
  const { clickup, db, metrics, workspaceId } = analytics;
  const publicUrl = readPublicUrl(env);
  const config = readHttpConfig(env, port);
  if (publicUrl && config.token === undefined) throw withoutToken();
  const settings = readScheduleSettings(env);
  const log = createLog(env, write);
  const guard = createGuard(config.token);
  const zone = async () => settings.timeZone ?? (await zoneOf(analytics)) ?? 'UTC';
  const jobs = createJobs({
    now: () => Date.now(),
    run: jobRunner(analytics),
    changed(job) {
      log(job.state === 'failed' ? 'warn' : 'info', 'sync', `${job.kind} ${job.state}`, logged(job));
      // The first sync finds out where the person lives.
      if (job.state === 'done') zone().then(schedule.moveTo, () => undefined);
    },
  });
  const schedule = startSchedule(jobs, settings, await zone());
  const webhooks = publicUrl && serveWebhooks(analytics, { publicUrl, jobs, log });
  const routes: NonNullable<Parameters<typeof serveHttp>[1]['routes']> = (app) => {
    addRestRoutes(app, { version: mcp.version, db, jobs, guard, nextSync: schedule.next });
    webhooks?.addRoute(app);
    addDashboardRoutes(app, { clickup, db, workspaceId, jobs, guard });
  };
  const serve = async () => mcp;
  const handle = createHttpHandler({ serve, jsonOnly: config.jsonOnly });
  const legacy = config.legacySse && (await import('../mcp/http/legacy-sse.js')).createLegacySse({ serve });
  const ports = [String(config.port), ...(restPort === 'off' || restPort === port ? [] : [restPort])];
  const served: Awaited<ReturnType<typeof serveHttp>>[] = [];
  const close = async () => {
    schedule.stop();
    webhooks?.close();
    await Promise.all([...served.map((each) => each.close()), jobs.close()]);
  };
  try {
    for (const each of ports)
      served.push(
        await serveHttp(reachedAs(publicUrl, readHttpConfig(env, each)), {
          version: mcp.version,
          metrics: () => metrics.snapshot(),
          handle,
          routes,
          pace: { ...usualPace, keepAliveMs },
          ...(legacy && { legacy }),
          log: (line) => log('debug', 'http', line),
        }),
      );
  } catch (error) {
    await close();
    throw isTaken(error) ? otherPort(error) : error;
  }
  await webhooks?.start();
  if (settings.syncs !== undefined) jobs.start('tasks', { full: false }, 'schedule');
  const addresses = served.map(({ url }) => url.replace(/\/mcp$/, ''));
  log('info', 'serve', 'listening', {
    mcp: served[0]!.url,
    dashboard: `${addresses[0]}/dashboard`,
    rest: addresses.at(-1),
    schedule: settings.syncs ?? 'off',
  });
  return { addresses, jobs, close };
}

/** A proxy sends the public name on. */
function reachedAs(publicUrl: URL | undefined, config: HttpConfig): HttpConfig {
  if (!publicUrl || (config.allowedHosts === undefined && !isLoopback(config.host))) return config;
  return { ...config, allowedHosts: [...(config.allowedHosts ?? []), publicUrl.hostname] };
}

const withoutToken = () =>
  invalidInput('ANALYTICS_PUBLIC_URL is set, so that others reach the server, and there is no MCP_HTTP_TOKEN', {
    parameter: 'MCP_HTTP_TOKEN',
    suggestion: 'Set MCP_HTTP_TOKEN to a long random text, such as the output of openssl rand -hex 32.',
  });

const isTaken = (error: unknown): error is ClickUpError =>
  error instanceof ClickUpError && error.details?.parameter === 'MCP_HTTP_PORT' && / in use/.test(error.message);

const otherPort = ({ message }: ClickUpError) =>
  invalidInput(message, {
    parameter: 'port',
    suggestion: 'Choose others with --port and --rest-port; --rest-port off answers everything at one.',
  });

/** A job is a call of `sync_now`, as anybody makes it. */
const jobRunner =
  ({ clickup }: Analytics): Parameters<typeof createJobs>[0]['run'] =>
  async (kind, input, progress, signal) => {
    const { trust_webhooks, ...rest } = input;
    const part = kind !== 'tasks' ? kind : trust_webhooks ? 'events' : 'all';
    const answer = (await clickup.call('sync_now' as never, { part, ...rest } as never, {
      signal,
      onProgress: (_done, _total, message) => message !== undefined && progress(message),
    })) as Envelope;
    if (answer.success) return answer.data as object;
    const { code, message, suggested_action: suggestion, details, retry_after: retryAfter } = answer.error;
    throw clickUpError(code, message, {
      suggestion,
      ...(details && { details }),
      ...(retryAfter !== undefined && { retryAfter }),
    });
  };

/** The zone of the person whose key it is, as ClickUp has it; undefined before the first sync. */
async function zoneOf({ db, workspaceId }: Analytics): Promise<string | undefined> {
  const [row] = await db.query<{ timezone: string }>(
    'SELECT timezone FROM cu.workspaces WHERE $1::text IS NULL OR workspace_id = $1 ORDER BY workspace_id LIMIT 1',
    [workspaceId ?? null],
  );
  return row?.timezone;
}

const logged = ({ id, requested_by, result, error }: Job) => ({
  job: id,
  requested_by,
  ...result,
  ...(error && { error: error.message, next_step: error.suggested_action }),
});
