import { type CompiledMessage, compileMessageOrThrow } from '@lingui/message-utils/compileMessage';

/** What is wrong with a translation, in words for whoever mends it; empty if nothing is. */
export function judgeTranslation(source: string, translation: string, language: string): string[] {
  if (translation.trim() === '') return ['is not translated'];
  let expected: Read;
  let given: Read;
  try {
    expected = readMessage(source);
    given = readMessage(translation);
  } catch (error) {
    return [`can't be read: ${error instanceof Error ? error.message : String(error)}`];
  }
  return [
    ...differences('value', expected.values, given.values),
    ...differences('tag', expected.tags, given.tags),
    ...given.broken,
    ...given.plurals.flatMap((cases) => judgePlural(cases, language)),
    ...(given.plurals.length < expected.plurals.length ? ['has a plural less'] : []),
  ];
}

/** What a message is made of. */
interface Read {
  /** Names of its values, each once. */
  values: Set<string>;
  /** Its tags, each once: `<0>`. */
  tags: Set<string>;
  /** Tags that are not closed, or not opened. */
  broken: string[];
  /** The cases of each plural in it. */
  plurals: string[][];
}

function readMessage(message: string): Read {
  const read: Read = { values: new Set(), tags: new Set(), broken: [], plurals: [] };
  readTokens(compileMessageOrThrow(message), read);
  return read;
}

function readTokens(tokens: CompiledMessage | string, read: Read): void {
  const parts = typeof tokens === 'string' ? [tokens] : tokens;
  let text = '';
  for (const part of parts) {
    if (typeof part === 'string') {
      text += part;
      continue;
    }
    const [name, type, format] = part;
    read.values.add(name);
    text += '…';
    if (type !== 'plural' && type !== 'selectordinal' && type !== 'select') continue;
    const cases = Object.entries(format as Record<string, CompiledMessage>).filter(
      ([key]) => key !== 'offset',
    );
    if (type === 'plural') read.plurals.push(cases.map(([key]) => key));
    for (const [, inside] of cases) readTokens(inside, read);
  }
  readTags(text, read);
}

/** Tags of one stretch of text: each one opened is closed in it, as React needs it. */
function readTags(text: string, read: Read): void {
  const open: string[] = [];
  for (const [tag, closing, name = '', single] of text.matchAll(/<(\/?)(\d+)(\/?)>/g)) {
    read.tags.add(`<${name}>`);
    if (single) continue;
    if (!closing) open.push(name);
    else if (open.pop() !== name) read.broken.push(`${tag} closes what is not open`);
  }
  for (const name of open) read.broken.push(`<${name}> is not closed`);
}

function differences(what: string, expected: Set<string>, given: Set<string>): string[] {
  return [
    ...[...expected].filter((one) => !given.has(one)).map((one) => `lacks the ${what} ${one}`),
    ...[...given]
      .filter((one) => !expected.has(one))
      .map((one) => `has the ${what} ${one}, the English has not`),
  ];
}

/** Whole numbers up to here tell every case that counting needs. */
const COUNTED = 1_000;

/** Has the plural the cases that this language tells apart when it counts, and no others? */
function judgePlural(cases: readonly string[], language: string): string[] {
  const rules = new Intl.PluralRules(language);
  const needed = new Set(Array.from({ length: COUNTED }, (_, number) => rules.select(number)));
  needed.add('other');
  const known: readonly string[] = rules.resolvedOptions().pluralCategories;
  return [
    ...[...needed].filter((one) => !cases.includes(one)).map((one) => `lacks the plural ${one}`),
    ...cases
      .filter((one) => !/^\d+$/.test(one) && !known.includes(one))
      .map((one) => `has the plural ${one}, which this language has not`),
  ];
}
