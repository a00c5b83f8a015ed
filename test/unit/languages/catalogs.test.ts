import { describe, expect, test } from 'vitest';
import { compareCatalogs } from '../../../scripts/languages/compare-catalogs.ts';
import { judgeTranslation } from '../../../scripts/languages/judge-translation.ts';

const CHATS = '{count, plural, one {# chat of {name}} other {# chats of {name}}}';

describe('a translation', () => {
  test.each([
    ['Not rated', 'Nicht bewertet', 'de'],
    ['{count} of {total}', '{total} 件中 {count} 件', 'ja'],
    ['<0>Up</0> from {share}', 'von {share} <0>gestiegen</0>', 'de'],
    [CHATS, '{count, plural, other {{name}のチャット#件}}', 'ja'],
    [
      CHATS,
      '{count, plural, zero {لا دردشات {name}} one {دردشة {name}} two {دردشتا {name}} few {# دردشات {name}} many {# دردشة {name}} other {# دردشة {name}}}',
      'ar',
    ],
    [CHATS, '{count, plural, one {# chat de {name}} other {# chats de {name}}}', 'fr'],
    [
      CHATS,
      '{count, plural, one {# chat de {name}} many {# de chats de {name}} other {# chats de {name}}}',
      'es',
    ],
  ])('%s: %s', (source, translation, language) => {
    expect(judgeTranslation(source, translation, language)).toEqual([]);
  });

  test.each([
    ['is missing', 'Not rated', ' ', 'de', 'is not translated'],
    ['lost a value', '{count} of {total}', '{count}', 'de', 'lacks the value total'],
    ['has a value of its own', '{count}', '{zahl}', 'de', 'lacks the value count'],
    ['lost a tag', '<0>Up</0> from {share}', 'von {share}', 'de', 'lacks the tag <0>'],
    ['leaves a tag open', '<0>Up</0>', '<0>Hoch', 'de', '<0> is not closed'],
    ['can’t be read', CHATS, '{count, plural, one {# Chat}', 'de', "can't be read"],
    ['lost its plural', CHATS, '{count} Chats von {name}', 'de', 'has a plural less'],
    [
      'lacks the Arabic dual',
      CHATS,
      '{count, plural, zero {{name}} one {{name}} few {# {name}} many {# {name}} other {# {name}}}',
      'ar',
      'lacks the plural two',
    ],
    [
      'has a case that Japanese has not',
      CHATS,
      '{count, plural, one {# {name}} other {# {name}}}',
      'ja',
      'has the plural one, which this language has not',
    ],
  ])('that %s is found', (_, source, translation, language, problem) => {
    expect(judgeTranslation(source, translation, language).join()).toContain(problem);
  });
});

test('a message that a language lacks, or that the code no longer has, is found', () => {
  const of = (...messages: string[]) =>
    new Map(messages.map((message) => [message, { message, translation: message }]));
  expect(compareCatalogs(of('One', 'Two'), of('Two', 'Three'), 'de')).toEqual([
    'de: missing: One',
    'de: no longer in the code: Three',
  ]);
});
