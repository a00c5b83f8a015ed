import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { KEY_BYTES, type SecretKeeper, secretKeeper } from './credentials.ts';

/** Where keys come from. */
export interface KeyPlace {
  /** `FIVEFACES_SECRETS_KEY`: keys in base64, separated by commas, the newest first. */
  text: string | null;
  /** A file of keys, one a line, the newest first; `null` for none. */
  file: string | null;
  /** Makes the file at the first need, readable by this user only. */
  makeFile: boolean;
}

/** A key that cannot be one. Its text is never told. */
export class BadKey extends Error {
  constructor(where: string) {
    super(
      `${where} must hold keys of 32 bytes in base64, such as "openssl rand -base64 32" gives.`,
    );
    this.name = 'BadKey';
  }
}

/** Keeps credentials with the keys of that place. Throws `BadKey` at once for one that is none. */
export function keeperOf(place: KeyPlace): SecretKeeper {
  if (place.text !== null) {
    const keys = readKeys(place.text, 'FIVEFACES_SECRETS_KEY');
    return secretKeeper(() => keys);
  }
  const { file } = place;
  if (file === null) return secretKeeper(() => []);
  let keys = existsSync(file) ? readFile(file) : null;
  if (keys === null && !place.makeFile) throw new BadKey(file);
  return secretKeeper((toSeal) => {
    // Another process may have made it meanwhile.
    keys ??= existsSync(file) ? readFile(file) : null;
    if (keys === null && toSeal) {
      writeFileSync(file, `${randomBytes(KEY_BYTES).toString('base64')}\n`, {
        mode: 0o600,
        flag: 'wx',
      });
      keys = readFile(file);
    }
    return keys ?? [];
  });
}

function readFile(file: string): Buffer[] {
  return readKeys(readFileSync(file, 'utf8'), file);
}

function readKeys(text: string, where: string): Buffer[] {
  const keys = text
    .split(/[\s,]+/)
    .filter((word) => word !== '')
    .map((word) => {
      const key = Buffer.from(word, 'base64');
      if (!/^[\w+/-]+={0,2}$/.test(word) || key.length !== KEY_BYTES) throw new BadKey(where);
      return key;
    });
  if (keys.length === 0) throw new BadKey(where);
  return keys;
}
