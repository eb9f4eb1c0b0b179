import { clickUpError } from '../../runtime/errors.js';
import type { Context } from '../context.js';

/** Where the bytes of an upload come from: exactly one of the first four. */
export interface FileSource {
  path?: string | undefined;
  url?: string | undefined;
  content_base64?: string | undefined;
  text?: string | undefined;
  name?: string | undefined;
}

export interface LoadedFile {
  name: string;
  bytes: Uint8Array;
}

/** A tool call is text that a model writes: more than this belongs into a file. */
const maxInlineBytes = 1_048_576;

/** Loads a file from a local path, an https address, base64 or plain text, under the name it is to have in ClickUp. */
export async function loadFile(ctx: Context, source: FileSource): Promise<LoadedFile> {
  const given = (['path', 'url', 'content_base64', 'text'] as const).filter((key) => source[key] !== undefined);
  if (given.length !== 1) {
    throw clickUpError(
      given.length === 0 ? 'MISSING_PARAMETER' : 'INVALID_PARAMETER',
      `Give exactly one of path, url, content_base64 and text${given.length > 1 ? `, not ${given.join(' and ')}` : ''}`,
      {
        suggestion:
          'path for a local file, url for one on the web, text or content_base64 for small content made just now.',
        details: { parameter: given[1] ?? 'path' },
      },
    );
  }
  const file = await load(ctx, source);
  const name = source.name?.trim() || file.name;
  if (/[\\/\0]/.test(name) || name === '') throw badName(name);
  if (file.bytes.length === 0) {
    throw clickUpError('INVALID_PARAMETER', 'The file is empty', {
      suggestion: 'Give a file with content.',
      details: { parameter: given[0] },
    });
  }
  return { name, bytes: file.bytes };
}

async function load(ctx: Context, { path, url, content_base64, text, name }: FileSource): Promise<LoadedFile> {
  if (content_base64 !== undefined) return { name: name ?? '', bytes: decodeBase64(content_base64) };
  if (text !== undefined) return { name: name ?? '', bytes: inline('text', new TextEncoder().encode(text)) };
  if (path !== undefined) {
    if (!ctx.readFile) throw unavailable('path', 'No folder is open to this server for reading files');
    return ctx.readFile(path, ctx.signal);
  }
  const address = checkedUrl(url ?? '');
  if (!ctx.fetchFile) throw unavailable('url', 'This server may not fetch files from the web');
  return ctx.fetchFile(address, ctx.signal);
}

function checkedUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'https:' && url.username === '' && url.password === '') return url.href;
  throw clickUpError(
    'INVALID_PARAMETER',
    `url must be an https address without a user name: ${JSON.stringify(text.slice(0, 200))}`,
    {
      suggestion: 'Give an address that anyone can open, such as https://example.com/report.pdf.',
      details: { parameter: 'url' },
    },
  );
}

function decodeBase64(text: string): Uint8Array {
  const content = text
    .replace(/^data:[^,]*;base64,/, '')
    .replace(/\s+/g, '')
    .replace(/-/g, '+')
    .replace(/_/g, '/');
  const digits = content.replace(/={0,2}$/, '');
  if (!/^[A-Za-z0-9+/]*$/.test(digits) || digits.length % 4 === 1) {
    throw clickUpError('INVALID_PARAMETER', 'content_base64 is not base64', {
      suggestion: 'Encode the bytes of the file as base64; plain text goes into text.',
      details: { parameter: 'content_base64' },
    });
  }
  return inline(
    'content_base64',
    Uint8Array.from(atob(digits), (char) => char.charCodeAt(0)),
  );
}

function inline(parameter: 'content_base64' | 'text', bytes: Uint8Array): Uint8Array {
  if (bytes.length <= maxInlineBytes) return bytes;
  throw clickUpError('INVALID_PARAMETER', `${parameter} holds more than 1 MB`, {
    suggestion: 'Use path or url for larger files.',
    details: { parameter },
  });
}

const badName = (name: string) =>
  clickUpError(
    name === '' ? 'MISSING_PARAMETER' : 'INVALID_PARAMETER',
    name === '' ? 'The file needs a name' : `${JSON.stringify(name)} cannot be a file name`,
    {
      suggestion: 'Give name with its extension and without folders, such as "report.pdf".',
      details: { parameter: 'name' },
    },
  );

const unavailable = (parameter: string, message: string) =>
  clickUpError('POLICY_DENIED', message, {
    suggestion: 'Use text or content_base64 for up to 1 MB; `clickup-tools doctor` shows what this server may read.',
    details: { parameter },
  });
