import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The entries that programs import, with the source that stands for each, so that no build is needed first. */
export const entries = {
  'clickup-tools': `${root}src/index.ts`,
  'clickup-tools/analytics': `${root}src/analytics/index.ts`,
  'clickup-tools/hosted': `${root}src/hosted/index.ts`,
  'clickup-tools/sandbox': `${root}src/sandbox/index.ts`,
  'clickup-tools/sandbox/server': `${root}src/sandbox/http-server.ts`,
  'clickup-tools/webhooks': `${root}src/client/webhooks.ts`,
} as const;

const { config } = ts.readConfigFile(`${root}tsconfig.json`, ts.sys.readFile);
const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, root);
const settings = {
  ...options,
  noUnusedLocals: false,
  noUnusedParameters: false,
  paths: Object.fromEntries(Object.entries(entries).map(([name, path]) => [name, [path]])),
};

/** Sources that every program shares, read once. */
const parsed = new Map<string, ts.SourceFile | undefined>();

const asOptions = (version: ts.ScriptTarget | ts.CreateSourceFileOptions): ts.CreateSourceFileOptions =>
  typeof version === 'object' ? version : { languageVersion: version };

/** A program of these texts by name, which exist nowhere on the disk, or of the entries where there are none. */
export function programOf(texts: ReadonlyMap<string, string>): ts.Program {
  const named = new Map([...texts].map(([name, text]) => [`${root}docs/examples/${name}.ts`, text]));
  const host = ts.createCompilerHost(settings);
  const { readFile, fileExists, getSourceFile } = host;
  host.readFile = (path) => named.get(path) ?? readFile(path);
  host.fileExists = (path) => named.has(path) || fileExists(path);
  host.getSourceFile = (path, version, ...rest) => {
    const text = named.get(path);
    if (text !== undefined) return ts.createSourceFile(path, text, version);
    // Examples stand in our own comments; those of packages are not read.
    const isOurs = !path.includes('/node_modules/');
    const { ParseAll, ParseForTypeErrors } = ts.JSDocParsingMode;
    const options = { ...asOptions(version), jsDocParsingMode: isOurs ? ParseAll : ParseForTypeErrors };
    if (!parsed.has(path)) parsed.set(path, getSourceFile(path, options, ...rest));
    return parsed.get(path);
  };
  return ts.createProgram([...named.keys(), ...Object.values(entries)], settings, host);
}

/** What the compiler has against these programs, by group, each with its name. They are compiled as one. */
export function problemsByGroup<Group extends string>(
  groups: Readonly<Record<Group, readonly (readonly [name: string, text: string])[]>>,
): Record<Group, string[]> {
  const program = programOf(new Map(Object.values<(typeof groups)[Group]>(groups).flat()));
  const problemsIn = (name: string) => {
    const source = program.getSourceFile(`${root}docs/examples/${name}.ts`);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
      ({ messageText }) => `${name}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
    );
  };
  const found = Object.entries<(typeof groups)[Group]>(groups).map(([group, programs]) => [
    group,
    programs.flatMap(([name]) => problemsIn(name)),
  ]);
  return Object.fromEntries(found) as Record<Group, string[]>;
}
