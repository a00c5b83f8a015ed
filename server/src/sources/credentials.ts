import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { Refusal } from '../workspace/refusal.ts';

/*
 * Credentials of platforms at rest: AES-256-GCM (NIST SP 800-38D), a random 96-bit nonce each, as
 * `1.{key id}.{nonce}.{cipher text and tag}`. The workspace and the source are authenticated with
 * it, so that a row copied to another place does not open there. The key is never in the database.
 */

/** Where a credential belongs. */
export interface SecretPlace {
  workspace: string;
  source: string;
}

/** Keeps credentials. */
export interface SecretKeeper {
  /** Refuses with `secrets_not_kept` where there is no key to keep them with. */
  refuseWithout(): void;
  /** The credential as it is stored. Refuses with `secrets_not_kept`. */
  seal(secret: string, place: SecretPlace): string;
  /** The credential itself; `null` if no key that is here opens it. */
  open(sealed: string, place: SecretPlace): string | null;
  /** Was it sealed with the key that seals now? */
  isCurrent(sealed: string): boolean;
}

/** Bytes of a key. */
export const KEY_BYTES = 32;

const VERSION = '1';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

const HOW_TO_GET_A_KEY =
  'Set FIVEFACES_SECRETS_KEY to 32 random bytes in base64 (openssl rand -base64 32), or ' +
  'FIVEFACES_SECRETS_KEY_FILE to a file that holds them, and start the server again.';

/**
 * Keeps credentials with these keys. The first one seals, each opens: so a key is rotated by
 * putting a new one before it.
 * @param readKeys called for each use, so that a key file can be made at first need
 */
export function secretKeeper(readKeys: (toSeal: boolean) => readonly Buffer[]): SecretKeeper {
  const sealing = (): Buffer => {
    const [key] = readKeys(true);
    if (!key) throw new Refusal('secrets_not_kept', HOW_TO_GET_A_KEY);
    return key;
  };
  return {
    refuseWithout() {
      sealing();
    },
    seal(secret, place) {
      const key = sealing();
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(boundTo(place));
      const text = [cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()];
      return [VERSION, keyId(key), base64(nonce), base64(Buffer.concat(text))].join('.');
    },
    open(sealed, place) {
      const [version, id, nonce = '', text = ''] = sealed.split('.');
      const key = readKeys(false).find((one) => keyId(one) === id);
      if (version !== VERSION || !key) return null;
      try {
        const bytes = Buffer.from(text, 'base64url');
        const tag = bytes.subarray(bytes.length - TAG_BYTES);
        const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64url'), {
          authTagLength: TAG_BYTES,
        });
        decipher.setAAD(boundTo(place)).setAuthTag(tag);
        const plain = decipher.update(bytes.subarray(0, bytes.length - TAG_BYTES));
        return Buffer.concat([plain, decipher.final()]).toString('utf8');
      } catch {
        return null;
      }
    },
    isCurrent(sealed) {
      const [key] = readKeys(false);
      return key !== undefined && sealed.split('.')[1] === keyId(key);
    },
  };
}

/** Keeps none: whoever wants to store one is told how to get a key. */
export const NO_SECRETS: SecretKeeper = secretKeeper(() => []);

/** Names a key without telling it. */
function keyId(key: Buffer): string {
  return createHash('sha256').update('fivefaces key id').update(key).digest('hex').slice(0, 8);
}

function boundTo({ workspace, source }: SecretPlace): Buffer {
  return Buffer.from(JSON.stringify([workspace, source]));
}

function base64(bytes: Buffer): string {
  return bytes.toString('base64url');
}
