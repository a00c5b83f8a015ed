import { createHash, createHmac, randomBytes } from 'node:crypto';

/** A random secret of so many bytes, base64url. */
export function randomSecret(bytes: number): string {
  return randomBytes(bytes).toString('base64url');
}

/** A new id for things that the server names itself: 24 hexadecimal digits, easy on a command line. */
export function randomId(): string {
  return randomBytes(12).toString('hex');
}

/** A new API token: `ff_` and 256 random bits. */
export function newToken(): string {
  return `ff_${randomSecret(32)}`;
}

/**
 * How secrets are stored and found: SHA-256, hexadecimal. Enough for random secrets, which cannot
 * be guessed; finding by hash also leaves nothing to time.
 */
export function secretHash(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/**
 * Keyed hash of an e-mail address for look-up: HMAC-SHA-256, hexadecimal, over the address trimmed
 * and in lower case.
 * @param key base64url
 */
export function emailHash(email: string, key: string): string {
  return createHmac('sha256', Buffer.from(key, 'base64url'))
    .update(email.trim().toLowerCase())
    .digest('hex');
}
