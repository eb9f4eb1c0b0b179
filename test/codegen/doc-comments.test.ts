import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { jsdoc } from '../../codegen/emit/text.js';

/** What an editor shows of the doc comments of a file: each text, and its tags by name. */
function commentsIn(source: string) {
  const found: { text: string; tags: Record<string, string> }[] = [];
  const visit = (node: ts.Node): void => {
    for (const comment of (node as { jsDoc?: ts.JSDoc[] }).jsDoc ?? []) {
      const tags = (comment.tags ?? []).map((tag) => [tag.tagName.text, ts.getTextOfJSDocComment(tag.comment) ?? '']);
      found.push({ text: ts.getTextOfJSDocComment(comment.comment) ?? '', tags: Object.fromEntries(tags) });
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('a.ts', source, ts.ScriptTarget.Latest, true));
  return found;
}

describe('an @ in a doc comment', () => {
  it.each([
    ['Mentions as @[Full Name] or @first', 'Mentions as \\@[Full Name] or \\@first'],
    ['@first name mentions', '\\@first name mentions'],
    ['a@b.example, "@x" and (@y)', 'a@b.example, "@x" and (@y)'],
    ['Says @example in its text', 'Says \\@example in its text'],
  ])('%s stays text', (text, shown) => {
    expect(commentsIn(`${jsdoc(text)}let a;`)).toEqual([{ text: shown, tags: {} }]);
  });

  it('is a tag where it is meant as one, and stays in the code of an example', () => {
    const doc = jsdoc("Does it.\n\n@throws {Error} Why.\n@example\nawait say('Seen @[Ana]');");
    const [comment] = commentsIn(`${doc}let a;`);
    expect(comment).toEqual({ text: 'Does it.', tags: { throws: 'Why.', example: "await say('Seen \\@[Ana]');" } });
    // biome-ignore lint/security/noGlobalEval: the string that a reader would paste
    expect(eval("'Seen \\@[Ana]'")).toBe('Seen @[Ana]');
  });
});

it('the contracts have no tags but what a method throws and its example', () => {
  const source = readFileSync(new URL('../../generated/contracts.ts', import.meta.url), 'utf8');
  const names = new Set(commentsIn(source).flatMap(({ tags }) => Object.keys(tags)));
  expect([...names].sort()).toEqual(['example', 'throws']);
});
