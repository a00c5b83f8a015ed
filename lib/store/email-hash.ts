/** True for what looks like an e-mail address. */
export function isEmail(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text.trim());
}

/**
 * The hash under which an e-mail address is kept: HMAC-SHA-256, hexadecimal, over the address,
 * trimmed and in lower case.
 * @param key the workspace's key of the look-up, base64url
 */
export async function hashEmail(key: string, email: string): Promise<string> {
  const bytes = Uint8Array.from(atob(key.replaceAll('-', '+').replaceAll('_', '/')), (character) =>
    character.charCodeAt(0),
  );
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const secret = await crypto.subtle.importKey('raw', bytes, algorithm, false, ['sign']);
  const text = new TextEncoder().encode(email.trim().toLowerCase());
  const signature = new Uint8Array(await crypto.subtle.sign('HMAC', secret, text));
  return Array.from(signature, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
