import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { NO_SECRETS, secretKeeper } from '../../src/sources/credentials.ts';
import { BadKey, keeperOf } from '../../src/sources/secret-keys.ts';

const PLACE = { workspace: 'main', source: 'zendesk' };
const SECRET = 'a credential with ünïcödé';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fivefaces-keys-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a sealed credential opens with its key in its place only, and no two look alike', () => {
  const key = randomBytes(32);
  const keeper = secretKeeper(() => [key]);
  const sealed = keeper.seal(SECRET, PLACE);
  expect(keeper.open(sealed, PLACE)).toBe(SECRET);
  expect(keeper.seal(SECRET, PLACE)).not.toBe(sealed);
  expect(keeper.open(sealed, { ...PLACE, workspace: 'other' })).toBeNull();
  expect(keeper.open(sealed, { ...PLACE, source: 'zendesk-2' })).toBeNull();
  expect(secretKeeper(() => [randomBytes(32)]).open(sealed, PLACE)).toBeNull();
  expect(NO_SECRETS.open(sealed, PLACE)).toBeNull();
});

test('a sealed credential that was touched does not open', () => {
  const key = randomBytes(32);
  const keeper = secretKeeper(() => [key]);
  const sealed = keeper.seal(SECRET, PLACE);
  const [version, id, nonce = '', text = ''] = sealed.split('.');
  const flipped = `${text[0] === 'A' ? 'B' : 'A'}${text.slice(1)}`;
  const touched = [
    [version, id, nonce, flipped],
    [version, id, nonce, text.slice(0, 12)],
    [version, id, nonce, ''],
    [version, id, '', text],
    ['2', id, nonce, text],
    [''],
  ];
  for (const parts of touched) expect(keeper.open(parts.join('.'), PLACE)).toBeNull();
});

test('with two keys the first seals and both open', () => {
  const [older, newer] = [randomBytes(32), randomBytes(32)];
  const sealed = secretKeeper(() => [older]).seal(SECRET, PLACE);
  const both = secretKeeper(() => [newer, older]);
  expect(both.open(sealed, PLACE)).toBe(SECRET);
  expect(both.isCurrent(sealed)).toBe(false);
  const anew = both.seal(SECRET, PLACE);
  expect(both.isCurrent(anew)).toBe(true);
  expect(secretKeeper(() => [newer]).open(anew, PLACE)).toBe(SECRET);
});

test('a key file is made at the first need, for this user only, and found again', () => {
  const file = join(folder, 'secrets.key');
  const place = { text: null, file, makeFile: true };
  const keeper = keeperOf(place);
  expect(keeper.open('1.x.y.z', PLACE)).toBeNull();
  expect(existsSync(file)).toBe(false);
  const sealed = keeper.seal(SECRET, PLACE);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(Buffer.from(readFileSync(file, 'utf8'), 'base64')).toHaveLength(32);
  expect(keeperOf(place).open(sealed, PLACE)).toBe(SECRET);
});

test('a key that is none is refused at the start, without telling it', () => {
  const bad = [
    'short',
    randomBytes(31).toString('base64'),
    `${randomBytes(32).toString('base64')},?`,
    ' ',
  ];
  for (const text of bad) {
    expect(() => keeperOf({ text, file: null, makeFile: false })).toThrow(BadKey);
  }
  const file = join(folder, 'key');
  expect(() => keeperOf({ text: null, file, makeFile: false })).toThrow(BadKey);
  writeFileSync(file, 'not a key');
  expect(() => keeperOf({ text: null, file, makeFile: false })).toThrow(/32 bytes in base64/);
  expect(() => keeperOf({ text: null, file, makeFile: false })).not.toThrow(/not a key/);
});

test('keys in the environment go before a file; several are read in their order', () => {
  const [older, newer] = [randomBytes(32), randomBytes(32)];
  const text = `${newer.toString('base64')},${older.toString('base64')}`;
  const file = join(folder, 'secrets.key');
  const keeper = keeperOf({ text, file, makeFile: true });
  const sealed = keeper.seal(SECRET, PLACE);
  expect(existsSync(file)).toBe(false);
  expect(secretKeeper(() => [newer]).open(sealed, PLACE)).toBe(SECRET);
});
