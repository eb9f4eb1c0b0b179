import { appendFile, cp, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/** A copy of what the generator and the programs are made of, in a folder of its own. */
export async function cloneRepository(): Promise<{ root: string; remove(): Promise<void> }> {
  const root = await mkdtemp(join(tmpdir(), 'clickup-tools-clone-'));
  await Promise.all(
    ['openapi', 'src', 'package.json', 'tsconfig.json'].map((name) =>
      cp(join(repository, name), join(root, name), {
        recursive: true,
        // Without these no database is made for the pages of analytics tools, which takes seconds.
        filter: (source) => !source.endsWith(join('openapi', 'analytics')),
      }),
    ),
  );
  await symlink(join(repository, 'node_modules'), join(root, 'node_modules'), 'junction');
  return { root, remove: () => rm(root, { recursive: true, force: true }) };
}

/** Adds the files of a fixture to a clone; its `toolsets.yaml` is appended. Gives their paths, in order. */
export async function contribute(fixture: string, root: string): Promise<string[]> {
  const entries = await readdir(fixture, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(fixture.length).replaceAll('\\', '/'))
    .sort();
  for (const file of files) {
    if (file === 'openapi/toolsets.yaml') await appendFile(join(root, file), await readFile(join(fixture, file)));
    else await cp(join(fixture, file), join(root, file));
  }
  return files;
}

/** What the compiler has to say of these files of a clone, one line each. */
export function typeErrors(root: string, files: readonly string[]): string[] {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, root);
  const names = files.map((file) => join(root, file));
  const host = ts.createCompilerHost({ ...options, noEmit: true });
  // As `tsc` does, which reads no comments.
  host.jsDocParsingMode = ts.JSDocParsingMode.ParseForTypeErrors;
  const program = ts.createProgram(names, { ...options, noEmit: true }, host);
  return names.flatMap((name) => {
    const source = program.getSourceFile(name);
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    return found.map(({ messageText }) => `${name}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`);
  });
}
