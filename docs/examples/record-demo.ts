import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const picture = fileURLToPath(new URL('../public/demo.svg', import.meta.url));
const [columns, letter, line, margin, bar] = [96, 7.3, 19, 20, 34];

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const cut = (text: string) => (text.length > columns ? `${text.slice(0, columns - 1)}…` : text);
const kindOf = (text: string) => (text.startsWith('  > ') ? 'call' : /^\S/.test(text) ? 'head' : 'text');

/** The beginning of `npm run demo` up to its first change, as it was printed. */
function record(): string[] {
  const { stdout, status } = spawnSync('npm', ['run', '--silent', 'demo'], { encoding: 'utf8' });
  if (status !== 0) throw new Error('npm run demo failed: has npm run build been run?');
  const lines = stdout.split('\n');
  const end = lines.findIndex((text) => text.includes('assigned, 0 failed'));
  if (end < 0) throw new Error('The demo assigned nothing');
  return ['$ npm run demo', ...lines.slice(0, end + 1).map(cut)];
}

/** A terminal with these lines, as a picture that needs no script and no font of its own. */
function draw(lines: readonly string[]): string {
  const width = Math.ceil(columns * letter + 2 * margin);
  const height = bar + lines.length * line + margin;
  const rows = lines.map(
    (text, index) =>
      `<text x="${margin}" y="${bar + (index + 1) * line - 5}" class="${kindOf(text)}">${escaped(text)}</text>`,
  );
  const dots = ['#ff5f57', '#febc2e', '#28c840'].map(
    (fill, i) => `<circle cx="${22 + i * 20}" cy="17" r="6" fill="${fill}"/>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>npm run demo: an MCP client finds the unassigned bugs of a sprint and assigns eight of them in one call</title>
<style>
text { font: 12px ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; white-space: pre; fill: #d4d4d8; }
.call { fill: #5eead4; }
.head { fill: #ffffff; font-weight: 600; }
</style>
<rect width="${width}" height="${height}" rx="10" fill="#18181b"/>
${dots.join('\n')}
${rows.join('\n')}
</svg>
`;
}

const drawn = draw(record());
if (!process.argv.includes('--check')) writeFileSync(picture, drawn);
else if (readFileSync(picture, 'utf8') !== drawn) {
  process.stderr.write('docs/public/demo.svg shows what the demo no longer prints: run npm run docs:demo\n');
  process.exitCode = 1;
}
