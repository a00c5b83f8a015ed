import { i18n, type MessageDescriptor } from '@lingui/core';
import { ADDRESSES_WORDS } from './known-words/addresses.ts';
import { CONNECT_WORDS } from './known-words/connect.ts';
import { FILES_WORDS } from './known-words/files.ts';
import type { KnownWords } from './known-words/known-words.ts';
import { NOTES_WORDS } from './known-words/notes.ts';
import { PLATFORMS_WORDS } from './known-words/platforms.ts';
import { POLICY_WORDS } from './known-words/policy.ts';
import { SYNC_WORDS } from './known-words/sync.ts';

/**
 * lib and the server know no languages: what they say is English, also when a server stored it or a
 * platform's name stands in it. Here it is found again and said in the language of the page.
 */

interface Pattern {
  fits: RegExp;
  names: string[];
  words: MessageDescriptor;
}

let known: ReturnType<typeof compile> | null = null;

/**
 * What lib says in English, in the language of the page; what is not known (a server's or a
 * platform's own words, a name) stays as it is.
 */
export function inWords(english: string): string {
  return whole(english) ?? twoParts(english) ?? english;
}

/** The words for a text as it is; `null` where there are none. */
function whole(english: string): string | null {
  const { exact, patterns } = knownWords();
  const words = exact.get(english);
  if (words) return i18n._(words);
  for (const { fits, names, words } of patterns) {
    const found = fits.exec(english);
    if (!found) continue;
    const values = names.map((name, index) => [name, readValue(found[index + 1] ?? '')]);
    return i18n._(words.id, Object.fromEntries(values), { message: words.message ?? english });
  }
  return null;
}

/** A server gives what a platform refused and its remedy as one text. */
function twoParts(english: string): string | null {
  for (const { index } of english.matchAll(/\. /g)) {
    const message = whole(english.slice(0, index + 1));
    const remedy = message === null ? null : whole(english.slice(index + 2));
    if (remedy !== null) return `${message} ${remedy}`;
  }
  return null;
}

/** True if this is a sentence that has words in every language. */
export function isInWords(english: string): boolean {
  const { exact, patterns } = knownWords();
  return exact.has(english) || patterns.some(({ fits }) => fits.test(english));
}

/** A number, so that a plural can be told; a whole sentence in words; else the text. */
function readValue(text: string): string | number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  return text.endsWith('.') ? inWords(text) : text;
}

/** Made when they are needed first, which takes a moment. */
function knownWords() {
  known ??= compile([
    ...SYNC_WORDS,
    ...PLATFORMS_WORDS,
    ...NOTES_WORDS,
    ...CONNECT_WORDS,
    ...FILES_WORDS,
    ...ADDRESSES_WORDS,
    ...POLICY_WORDS,
  ]);
  return known;
}

function compile(all: readonly KnownWords[]) {
  const exact = new Map<string, MessageDescriptor>();
  const patterns: (Pattern & { fixed: number })[] = [];
  for (const one of all) {
    const words = 'words' in one ? one.words : one;
    const parts = partsOf('words' in one ? one.like : (one.message ?? ''));
    const names = parts.flatMap(({ name }) => (name === undefined ? [] : [name]));
    if (names.length === 0) {
      exact.set(parts.map(({ text }) => text).join(''), words);
      continue;
    }
    const source = parts.map(({ name, text }) =>
      name === undefined ? text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&') : '(.+)',
    );
    patterns.push({
      fits: new RegExp(`^${source.join('')}$`, 's'),
      names,
      words,
      fixed: parts.reduce((sum, { text }) => sum + text.length, 0),
    });
  }
  // The one that says most is meant.
  return { exact, patterns: patterns.sort((a, b) => b.fixed - a.fixed) };
}

/** A message in its parts: `{name}` stands for a value, what is in '…' for itself. */
function partsOf(message: string): { text: string; name?: string }[] {
  return message
    .split(/('[^']*[{}][^']*'|\{\w+\})/)
    .filter((part) => part !== '')
    .map((part) => {
      if (/^\{\w+\}$/.test(part)) return { text: '', name: part.slice(1, -1) };
      return { text: /^'.*[{}].*'$/.test(part) ? part.slice(1, -1) : part };
    });
}
