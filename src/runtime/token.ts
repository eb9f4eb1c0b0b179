/** What stands in examples and configurations in place of a token, and arrives where nobody filled it in. */
const placeholder = /^(pk_)?your|^<|>$|\.\.\.|…|^\$|^\{|x{6}|^changeme$|^(clickup[-_]?)?(api[-_]?)?(key|token)$/i;

/** Whether a text can be a token: printable, in one piece, without quotes, and no placeholder. */
export const isToken = (text: string): boolean =>
  /^[\x21-\x7e]+$/.test(text) && !/["'`]/.test(text) && !placeholder.test(text);
