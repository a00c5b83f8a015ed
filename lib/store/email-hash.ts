import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** True for what looks like an e-mail address. */
export function isEmail(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text.trim());
}

/**
 * The hash under which an e-mail address is kept: HMAC-SHA-256, hexadecimal, over the address,
 * trimmed and in lower case. Not by WebCrypto, which answers later: IndexedDB's transactions end
 * when something else is waited for.
 * @param key the workspace's key of the look-up, base64url
 */
export function hashEmail(key: string, email: string): string {
  const bytes = Uint8Array.from(atob(key.replaceAll('-', '+').replaceAll('_', '/')), (character) =>
    character.charCodeAt(0),
  );
  return bytesToHex(hmac(sha256, bytes, utf8ToBytes(email.trim().toLowerCase())));
}
