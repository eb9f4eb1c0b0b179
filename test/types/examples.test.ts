import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { catalogTools } from '../../generated/catalog.js';
import { entries, problemsByGroup, programOf } from '../support/compile-programs.js';
import { codeBlocks, pagesBelow, toolPages } from '../support/docs-pages.js';

interface Exported {
  readonly name: string;
  readonly entry: string;
  /** Whether it exists when programs run. */
  readonly isValue: boolean;
  readonly isGenerated: boolean;
  readonly example: string;
}

const program = programOf(new Map());
const checker = program.getTypeChecker();

const exportsOf = ([entry, path]: [string, string]): Exported[] =>
  checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(path)!)!).map((symbol) => {
    const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    const tag = target.getJsDocTags(checker).find(({ name }) => name === 'example');
    return {
      name: symbol.name,
      entry,
      isValue: (target.flags & ts.SymbolFlags.Value) !== 0,
      isGenerated: /\/generated\//.test(target.declarations?.[0]?.getSourceFile().fileName ?? ''),
      example: tag?.text?.map(({ text }) => text).join('') ?? '',
    };
  });

// What the generator writes has its examples on the page of its tool.
const all = Object.entries(entries)
  .flatMap(exportsOf)
  .filter(({ isGenerated }) => !isGenerated);

/** An example as a program, which may use everything that the package exports, a client and a sandbox. */
function asProgram(example: string): string {
  const used = all.filter(({ name }) => new RegExp(`\\b${name}\\b`).test(example));
  const imports = new Map(
    used.map(({ name, entry, isValue }) => [name, `import ${isValue ? '' : 'type '}{ ${name} } from '${entry}';`]),
  );
  return [
    ...imports.values(),
    "declare const clickup: import('clickup-tools').ClickUp;",
    "declare const sandbox: import('clickup-tools/sandbox').Sandbox;",
    'export async function example() {',
    example,
    '}',
    'export const given = { clickup, sandbox };',
  ].join('\n');
}

/** The examples of the SDK's methods, of each signature once. */
function methodExamples(): Map<string, string> {
  const index = program.getSourceFile(entries['clickup-tools'])!;
  const client = checker
    .getExportsOfModule(checker.getSymbolAtLocation(index)!)
    .find(({ name }) => name === 'ClickUpTools')!;
  const examples = new Map<string, string>();
  for (const namespace of checker.getDeclaredTypeOfSymbol(client).getProperties()) {
    for (const method of checker.getTypeOfSymbol(namespace).getProperties()) {
      for (const [i, signature] of checker.getTypeOfSymbol(method).getCallSignatures().entries()) {
        const tag = signature.getJsDocTags().find(({ name }) => name === 'example');
        examples.set(`${namespace.name}-${method.name}-${i}`, tag?.text?.map(({ text }) => text).join('') ?? '');
      }
    }
  }
  return examples;
}

const methods = methodExamples();
const pages = [...toolPages()];
const ofPages = pages.flatMap(([tool, { text }]) =>
  codeBlocks(text, 'typescript').map((code, index): [string, string] => [`${tool}-${index}`, code]),
);
const ofGuides = pagesBelow('docs/guides').flatMap(({ path, text }) =>
  codeBlocks(text, 'ts').map((code, index): [string, string] => [`${path.replace(/^.*\/|\.md$/g, '')}-${index}`, code]),
);

/** By group, what the compiler has against its programs: all are compiled together, which takes a third of the time. */
const problems = problemsByGroup({
  methods: [...methods].map(([name, example]) => [name, asProgram(example)]),
  exports: all.map(({ name, entry, example }) => [`${entry.replaceAll('/', '-')}-${name}`, asProgram(example)]),
  pages: [...ofPages, ...ofGuides],
});

describe('every method of the SDK', () => {
  it('has an example in each signature', () => {
    expect(methods.size).toBeGreaterThan(catalogTools.length);
    expect([...methods].filter(([, example]) => !example.startsWith('await clickup.'))).toEqual([]);
  });

  it('has an example that compiles', () => {
    expect(problems.methods).toEqual([]);
  });
});

describe('every export of the package', () => {
  it('is looked at', () => {
    expect(all.length).toBeGreaterThan(60);
  });

  it.each(all)('$name of $entry has an example', ({ example }) => {
    expect(example).toMatch(/\S/);
  });

  it('has an example that compiles', () => {
    expect(problems.exports).toEqual([]);
  });
});

describe('programs in TypeScript', () => {
  it('type-check against the official client and this package, two per page and those of the guides', () => {
    expect(ofPages).toHaveLength(pages.length * 2);
    expect(ofGuides.length).toBeGreaterThan(3);
    expect(problems.pages).toEqual([]);
  });
});
