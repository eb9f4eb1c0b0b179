import { toBase64 } from '../../runtime/base64.js';
import { ClickUpError } from '../../runtime/errors.js';
import type { Context } from '../context.js';

/** A picture among the files of a task, as text. */
export interface InlineImage {
  attachment_id: string;
  title: string;
  mime_type: string;
  /** Base64. */
  data: string;
}

/** As base64 it stays below the megabyte to which Claude Desktop limits the result of a tool. */
const mostBytes = 700_000;

/** Where ClickUp keeps files; what else an attachment links to, such as a document in the cloud, is not loaded. */
const hosts = /(^|\.)(clickup\.com|clickup-attachments\.com)$/;

/** What models read, by how the bytes begin: a file that is called .png and is none ends a whole conversation. */
const kinds: readonly [type: string, begins: RegExp][] = [
  ['image/png', /^\x89PNG/],
  ['image/jpeg', /^\xff\xd8\xff/],
  ['image/gif', /^GIF8/],
  ['image/webp', /^RIFF.{4}WEBP/s],
];

interface WireFile {
  id?: unknown;
  title?: unknown;
  extension?: unknown;
  mime_type?: unknown;
  mimetype?: unknown;
  size?: unknown;
  url?: unknown;
}

const isPicture = ({ mime_type, mimetype, extension }: WireFile) =>
  /^image\/(png|jpe?g|gif|webp)$/i.test(String(mime_type ?? mimetype)) ||
  /^(png|jpe?g|gif|webp)$/i.test(String(extension));

/** The pictures among files, in their order, as far as one answer holds them; the others are told, and stay links. */
export async function inlineImages(ctx: Context, files: readonly unknown[]): Promise<InlineImage[]> {
  const { fetchFile } = ctx;
  const pictures = (files as readonly WireFile[]).filter(isPicture);
  const images: InlineImage[] = [];
  if (pictures.length > 0 && !fetchFile) {
    ctx.note('This client may not fetch files: the images are links only.');
    return images;
  }
  let left = mostBytes;
  const leave = (title: string, why: string) => ctx.note(`${title} is not shown: ${why}. Its url has it.`);
  for (const { id, title: name, size, url } of pictures) {
    const [title, address] = [String(name ?? id), String(url)];
    if (!isOfClickUp(address)) leave(title, 'it lies outside of ClickUp');
    else if (Number(size) > left) leave(title, tooMuch(Number(size)));
    else {
      const bytes = await fetchFile!(address, ctx.signal).then((file) => file.bytes, failure);
      const type = bytes instanceof Uint8Array ? typeOf(bytes) : undefined;
      if (!(bytes instanceof Uint8Array)) leave(title, bytes);
      else if (bytes.length > left) leave(title, tooMuch(bytes.length));
      else if (!type) leave(title, 'it is no PNG, JPEG, GIF or WebP');
      else {
        left -= bytes.length;
        images.push({ attachment_id: String(id), title, mime_type: type, data: toBase64(bytes) });
      }
    }
  }
  return images;
}

const tooMuch = (size: number) =>
  `with ${Math.ceil(size / 1000)} kB it exceeds the ${mostBytes / 1000} kB of images in an answer`;

function isOfClickUp(address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  return url?.protocol === 'https:' && hosts.test(url.hostname);
}

const typeOf = (bytes: Uint8Array) => {
  const start = String.fromCharCode(...bytes.subarray(0, 12));
  return kinds.find(([, begins]) => begins.test(start))?.[0];
};

/** One picture that cannot be had costs itself alone, but for the end of the call. */
function failure(error: unknown): string {
  if (error instanceof ClickUpError && error.type === 'VALIDATION') return error.message;
  throw error;
}
