import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { programOptions } from '../../codegen/program-options.js';
import about from '../../package.json' with { type: 'json' };
import { bundle, bundleName } from './bundle.js';
import server from './server.json' with { type: 'json' };

const help = `npm run release:files -- --repository OWNER/NAME [--out FOLDER]

Writes what registries read at the top of a repository, checked: server.json (MCP registry), smithery.yaml (Smithery), the
.mcpb bundle, and package.json with the repository and the name in the registry, which npm and the MCP registry compare.
`;

const root = fileURLToPath(new URL('../../', import.meta.url));
const { values, refuse } = programOptions(help, {
  repository: { type: 'string' },
  out: { type: 'string', default: root },
});
const [, owner, name] = /^([\w.-]+)\/([\w.-]+)$/.exec(values.repository ?? '') ?? [];
if (owner === undefined || name === undefined)
  refuse(`--repository is ${values.repository ?? 'missing'}, not OWNER/NAME`);

const { version } = about;
const bytes = bundle();
const repository = `https://github.com/${owner}/${name}`;
const mcpName = `io.github.${owner}/${about.name}`;
const [npm, mcpb] = server.packages;
const filled = {
  ...server,
  name: mcpName,
  version,
  repository: { ...server.repository, url: repository },
  packages: [
    { ...npm, identifier: about.name, version },
    {
      ...mcpb,
      version,
      identifier: `${repository}/releases/download/v${version}/${bundleName}`,
      fileSha256: createHash('sha256').update(bytes).digest('hex'),
    },
  ],
};
const smithery = readFileSync(join(root, 'docs/deploy/smithery.yaml'), 'utf8');
const { build } = parse(smithery) as { build: { dockerfile: string } };
if (!existsSync(join(root, build.dockerfile)))
  throw new Error(`smithery.yaml names ${build.dockerfile}, which is not there`);
const text = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
const left = /OWNER|0\.0\.0"|0{64}/.exec(text(filled))?.[0];
if (left !== undefined) throw new Error(`server.json still holds ${left}`);

const files: Record<string, string | Uint8Array> = {
  'server.json': text(filled),
  'smithery.yaml': smithery,
  'package.json': text({ ...about, mcpName, repository: { type: 'git', url: `git+${repository}.git` } }),
  [bundleName]: bytes,
};
mkdirSync(values.out, { recursive: true });
for (const [path, content] of Object.entries(files)) {
  writeFileSync(join(values.out, path), content);
  process.stdout.write(`${path}\n`);
}
