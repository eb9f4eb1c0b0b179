import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import type { Options } from 'tsup';

type Plugin = NonNullable<Options['esbuildPlugins']>[number];

/** Folders of the packages that the bundles of one build hold; the builds of a package share the set. */
const bundled = new Set<string>();

/** Writes `dist/THIRD-PARTY-NOTICES.txt`: the licence of every package whose code is inside a bundle. */
export const thirdPartyNotices: Plugin = {
  name: 'third-party-notices',
  setup({ initialOptions, onEnd }) {
    initialOptions.metafile = true;
    onEnd(async ({ metafile }) => {
      const used = Object.values(metafile?.outputs ?? {}).flatMap(({ inputs }) => Object.entries(inputs));
      for (const [file, { bytesInOutput }] of used) {
        const folder = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];
        if (folder !== undefined && bytesInOutput > 0) bundled.add(folder);
      }
      const notices = await Promise.all([...bundled].sort().map(noticeOf));
      const head = 'The files of this package contain code of the packages below, under the licences that follow.';
      await mkdir('dist', { recursive: true });
      await writeFile('dist/THIRD-PARTY-NOTICES.txt', [head, ...notices].join(`\n\n${'-'.repeat(80)}\n\n`));
    });
  },
};

async function noticeOf(folder: string): Promise<string> {
  const about = JSON.parse(await readFile(`${folder}/package.json`, 'utf8')) as Record<string, string>;
  const file = (await readdir(folder)).find((name) => /^licen[cs]e(\.|$)/i.test(name));
  if (file === undefined) throw new Error(`${folder} ships no licence: nothing of it may be bundled`);
  const text = await readFile(`${folder}/${file}`, 'utf8');
  return `${about.name} ${about.version} (${about.license})\n\n${text.trim()}`;
}
