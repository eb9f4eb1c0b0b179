/** A short text that tells two texts apart, not a secret: FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/ */
export function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(36);
}
