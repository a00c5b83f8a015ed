import { generateMessageId } from '@lingui/message-utils/generateMessageId';
import { expect, test } from 'vitest';
import { messagesAmong, quotedIn } from '../../../scripts/languages/background-words.ts';

const catalog = (...rows: [message: string, translation: string][]) =>
  new Map(
    rows.map(([message, translation]) => [generateMessageId(message), { message, translation }]),
  );

test('the background is given the messages of its code, compiled, and no other', () => {
  const kept = generateMessageId('Not rated');
  const plural = generateMessageId('{count, plural, one {# chat} other {# chats}}');
  const code = `a({id:\`${kept}\`,message:\`Not rated\`});b({id:"${plural}",values:{count:n}})`;
  const german = catalog(
    ['Not rated', 'Nicht bewertet'],
    [
      '{count, plural, one {# chat} other {# chats}}',
      '{count, plural, one {# Chat} other {# Chats}}',
    ],
    ['Very unhappy', 'Sehr unzufrieden'],
  );
  expect(messagesAmong(quotedIn(code), german)).toEqual({
    [kept]: ['Nicht bewertet'],
    [plural]: [['count', 'plural', { one: ['#', ' Chat'], other: ['#', ' Chats'] }]],
  });
});

test('what a language lacks is left out: the background says it in English', () => {
  const id = generateMessageId('Not rated');
  expect(messagesAmong(quotedIn(`'${id}'`), catalog(['Not rated', '']))).toEqual({});
});

test('every id is found, whatever characters it has', () => {
  const ids = Array.from({ length: 2_000 }, (_, index) => generateMessageId(`message ${index}`));
  const found = quotedIn(ids.map((id) => `f("${id}")`).join());
  expect(ids.filter((id) => !found.has(id))).toEqual([]);
});
