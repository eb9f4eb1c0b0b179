/** The name of a tool, by its place in the SDK ("task.get") or itself; undefined where the tool is not offered. */
export type ToolNames = (tool: string) => string | undefined;

/**
 * Advice that depends on which tools are offered, and is put into words when that is known: it never names a tool that
 * the caller cannot call.
 */
export class Advice {
  constructor(readonly render: (names: ToolNames) => string) {}

  /** The words for a caller with no tool at all. */
  toString(): string {
    return this.render(() => undefined);
  }
}

/** What to tell a caller: a plain sentence, or one that depends on the tools there are. */
export type Text = string | Advice;

/** Puts a text into words. */
export const render = (text: Text, names: ToolNames): string => (typeof text === 'string' ? text : text.render(names));

/** Joins texts, as a template literal does. */
export const advice = (words: readonly string[], ...texts: readonly Text[]): Advice =>
  new Advice((names) =>
    words.map((word, index) => word + (texts[index] === undefined ? '' : render(texts[index], names))).join(''),
  );

/** A text that names a tool, given its place in the SDK; `otherwise` is said where the tool is not offered. */
export const withTool = (tool: string, say: (name: string) => Text, otherwise: Text = ''): Advice =>
  new Advice((names) => {
    const name = names(tool);
    return render(name === undefined ? otherwise : say(name), names);
  });

/** Joins what is not empty of the texts; `before` stands in front of it, if there is any. */
export const joinTexts = (texts: readonly Text[], between: string, before = ''): Advice =>
  new Advice((names) => {
    const said = texts.map((text) => render(text, names)).filter((text) => text !== '');
    return said.length > 0 ? before + said.join(between) : '';
  });
