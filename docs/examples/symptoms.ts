import { clientLogs, troubles } from '../../src/cli/troubleshooting.js';

const block = /^<!-- symptoms: ([\w-]+) -->\n[\s\S]*?<!-- \/symptoms -->$/gm;

const cell = (text: string): string => text.replaceAll('|', '\\|');

function tableOf(id: string): string {
  if (id === 'logs') {
    const rows = clientLogs.map(({ client, darwin, win32, linux }) =>
      darwin === linux && darwin === win32
        ? `| ${client} | ${darwin} | the same | the same |`
        : `| ${client} | \`${darwin}\` | \`${win32}\` | \`${linux}\` |`,
    );
    return ['| Client | macOS | Windows | Linux |', '| --- | --- | --- | --- |', ...rows].join('\n');
  }
  const trouble = troubles[id];
  if (!trouble) throw new Error(`no symptoms are called ${id}; there are ${Object.keys(troubles).join(', ')}`);
  const rows = trouble.symptoms.map(({ see, why, next }) => `| ${cell(see)} | ${cell(`${why} ${next}`)} |`);
  return ['| What you see | Why, and what to do |', '| --- | --- |', ...rows].join('\n');
}

/** A page with each marked table as `doctor --troubleshoot` has it. */
export const syncSymptoms = (text: string): string =>
  text.replace(block, (_, id: string) => `<!-- symptoms: ${id} -->\n${tableOf(id)}\n<!-- /symptoms -->`);
