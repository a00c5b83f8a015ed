export { isSecure } from '../contract/secure-address.ts';

/**
 * Match patterns for paths of an origin. Without the port: Firefox takes none in patterns, so the
 * content script compares origins.
 */
export function patternsAt(origin: string, ...paths: string[]): string[] {
  const { protocol, hostname } = new URL(origin);
  return paths.map((path) => `${protocol}//${hostname}${path}`);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
const ID = /^[^\u0000-\u001f\u007f]{1,200}$/;

/** A part of an address with its escapes undone; `null` if they are broken. */
export function unescapePart(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    // A stray %.
    return null;
  }
}

/** Can it be an id? As `Id` of lib/contract, which is too large for the content script. */
export function isId(text: string): boolean {
  return ID.test(text);
}
