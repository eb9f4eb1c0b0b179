import { Secrets } from '../runtime/secrets.js';
import type { Environment } from './setting.js';
import { settings } from './settings.js';

/** The forms of secrets, and what is shown of them. Rather too much is hidden than too little. */
const forms: readonly [form: RegExp, shown: string][] = [
  // What stands before the host of a URL, and the values of its query.
  [/(\/\/)\S*@/g, '$1***@'],
  [/([?&#][^=&#\s]*=)[^&#\s"]+/g, '$1***'],
  // A personal token; the pk_... of a hint is none.
  [/pk_[\w-]*[a-z\d][\w-]*/gi, 'pk_***'],
  // A JSON Web Token.
  [/eyJ[\w-]+(\.[\w-]+)+/g, '***'],
  // Any other token: a long word with a digit in it. Ids are shorter.
  [/\b(?=\w*\d)\w{24,}\b/g, '***'],
];

/** A text that somebody typed, as an error may show it: without the key that is set, and what looks like one. */
export function redact(text: string, env: Environment): string {
  const secrets = new Secrets();
  for (const { name, aliases = [], secret } of settings) {
    for (const variable of secret ? [name, ...aliases] : []) secrets.add(env[variable]?.trim() ?? '');
  }
  return forms.reduce((shown, [form, instead]) => shown.replace(form, instead), secrets.hide(text));
}
