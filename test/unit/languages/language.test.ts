import { plural, t } from '@lingui/core/macro';
import { generateMessageId } from '@lingui/message-utils/generateMessageId';
import { afterEach, describe, expect, test } from 'vitest';
import {
  formatAgo,
  formatBytes,
  formatClock,
  formatCount,
  formatDay,
  formatLeft,
  formatList,
  formatMoment,
  formatShare,
  formatShareRange,
} from '../../../components/format.ts';
import { speakWith, spokenLocale } from '../../../components/language.ts';
import {
  chooseLanguage,
  directionOf,
  LANGUAGES,
  localeOf,
} from '../../../lib/settings/language.ts';

afterEach(() => speakWith('en', {}));

describe('the language of a page', () => {
  test('is the first of the browser’s languages that Fivefaces speaks', () => {
    expect(chooseLanguage('browser', ['pl', 'de-AT', 'en'])).toBe('de');
    expect(chooseLanguage('browser', ['pt-BR'])).toBe('pt');
    expect(chooseLanguage('browser', ['ar-EG', 'fr'])).toBe('ar');
  });

  test('is English where the browser wants none of them, or names none', () => {
    expect(chooseLanguage('browser', ['pl', 'nl-BE'])).toBe('en');
    expect(chooseLanguage('browser', [])).toBe('en');
    // A tag that only begins alike is another language: Asturian is no Arabic.
    expect(chooseLanguage('browser', ['arn', 'est'])).toBe('en');
  });

  test('is the chosen one, whatever the browser wants', () => {
    for (const language of LANGUAGES) expect(chooseLanguage(language, ['fr'])).toBe(language);
  });

  test('formats follow the reader’s own kind of it', () => {
    expect(localeOf('de', ['en-GB', 'de-CH', 'de'])).toBe('de-CH');
    expect(localeOf('ja', ['en-GB'])).toBe('ja');
  });

  test('only Arabic is written from right to left', () => {
    expect(LANGUAGES.filter((language) => directionOf(language) === 'rtl')).toEqual(['ar']);
  });
});

describe('numbers and dates are written as the language does', () => {
  const noon = Date.parse('2026-11-03T12:00:00Z');
  // Which of the spaces that do not break a line stands there, versions of ICU disagree on.
  const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');
  const written = () =>
    [
      formatCount(14_211),
      formatShare(0.825, 1),
      formatDay('2026-11-03'),
      formatList(['A', 'B', 'C']),
    ].map(plain);

  test.each([
    ['en', ['14,211', '82.5%', 'Nov 3, 2026', 'A, B, and C']],
    ['de', ['14.211', '82,5 %', '03.11.2026', 'A, B und C']],
    ['fr', ['14 211', '82,5 %', '3 nov. 2026', 'A, B et C']],
    ['es', ['14.211', '82,5 %', '3 nov 2026', 'A, B y C']],
    ['ja', ['14,211', '82.5%', '2026/11/03', 'A、B、C']],
  ] as const)('%s', (language, expected) => {
    speakWith(language, {});
    expect(spokenLocale().startsWith(language)).toBe(true);
    expect(written()).toEqual(expected);
  });

  test('another language takes the place of the one before', () => {
    speakWith('de', {});
    expect(formatAgo(noon - 3 * 3_600_000, noon)).toBe('vor 3 Std.');
    speakWith('fr', {});
    expect(plain(formatAgo(noon - 3 * 3_600_000, noon))).toBe('il y a 3 h');
    expect(plain(formatBytes(23_000_000))).toBe('23 Mo');
  });

  test('in English', () => {
    expect(formatShareRange(0.781, 0.849)).toBe('78–85%');
    expect(formatLeft(42 * 60_000)).toBe('42 min left');
    expect(formatLeft(20_000)).toBe('less than a minute left');
    expect(formatAgo(noon - 1_000, noon)).toBe('just now');
    expect(formatMoment(noon, noon)).toMatch(/^today /);
    expect(formatClock(noon - 26 * 3_600_000, noon)).toMatch(/^yesterday /);
  });
});

describe('plurals', () => {
  const chats = (count: number) => plural(count, { one: '# chat', other: '# chats' });

  test('English has two cases', () => {
    expect([0, 1, 2, 1_234].map(chats)).toEqual(['0 chats', '1 chat', '2 chats', '1,234 chats']);
  });

  test('Arabic has six, and Japanese one', () => {
    const id = generateMessageId('{count, plural, one {# chat} other {# chats}}');
    const all = 'zero {لا} one {واحدة} two {اثنتان} few {# قليل} many {# كثير} other {# آخر}';
    speakWith('ar', { [id]: `{count, plural, ${all}}` });
    const digits = (count: number) => new Intl.NumberFormat(spokenLocale()).format(count);
    expect([0, 1, 2, 3, 10, 11, 99, 100, 103].map(chats)).toEqual([
      'لا',
      'واحدة',
      'اثنتان',
      `${digits(3)} قليل`,
      `${digits(10)} قليل`,
      `${digits(11)} كثير`,
      `${digits(99)} كثير`,
      `${digits(100)} آخر`,
      `${digits(103)} قليل`,
    ]);
    speakWith('ja', { [id]: '{count, plural, other {チャット#件}}' });
    expect([0, 1, 2].map(chats)).toEqual(['チャット0件', 'チャット1件', 'チャット2件']);
  });
});

test('a message that a language lacks is said in English', () => {
  speakWith('de', {});
  expect(t`Not rated`).toBe('Not rated');
});
