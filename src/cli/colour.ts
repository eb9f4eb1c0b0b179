/** https://en.wikipedia.org/wiki/ANSI_escape_code#Select_Graphic_Rendition_parameters */
const codes = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33 } as const;
export type Style = keyof typeof codes;

/** Text in a style, or as it is where nobody wants colours. */
export type Paint = (style: Style, text: string) => string;

export const plain: Paint = (_, text) => text;
const coloured: Paint = (style, text) => (text === '' ? text : `\u001b[${codes[style]}m${text}\u001b[0m`);

/** How text for a stream is painted: coloured on a terminal, unless the environment says otherwise. */
export const paintFor = (stream: { isTTY?: boolean }, env: NodeJS.ProcessEnv = process.env): Paint =>
  wantsColours(stream, env) ? coloured : plain;

/** FORCE_COLOR decides, as in Node itself; then NO_COLOR. https://force-color.org, https://no-color.org */
function wantsColours({ isTTY = false }: { isTTY?: boolean }, env: NodeJS.ProcessEnv): boolean {
  if (env.FORCE_COLOR !== undefined) return !/^(0|false)$/.test(env.FORCE_COLOR);
  return isTTY && !env.NO_COLOR && env.TERM !== 'dumb';
}

/** A help text with its headings, which alone begin a line and are no sentence, in bold. */
export const withHeadings = (text: string, paint: Paint): string =>
  text.replace(/^[A-Z][\w ]+$/gm, (heading) => paint('bold', heading));
