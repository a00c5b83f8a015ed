import { describe, expect, test } from 'vitest';
import { findHardCoded } from '../../../scripts/languages/hard-coded.ts';

const textsIn = (code: string) => findHardCoded('one.tsx', code).map(({ text }) => text);

describe('a text that is no message is found', () => {
  test.each([
    ['between tags', 'const A = () => <p>Not rated</p>;', 'Not rated'],
    ['of one word', 'const A = () => <p>{busy ? "Saving" : null}</p>;', 'Saving'],
    ['spoken only', 'const A = () => <b aria-label="Close" />;', 'Close'],
    ['with a value in it', `const A = () => <b title={\`Remove \${name}?\`} />;`, 'Remove …?'],
    ['around a message', 'const A = () => <p>New: <Trans>one</Trans></p>;', 'New:'],
    [
      'far from where it is shown',
      'const f = () => ({ a: "It was not kept." });',
      'It was not kept.',
    ],
    ['in small letters', 'const f = () => "not counted";', 'not counted'],
  ])('%s', (_, code, text) => {
    expect(textsIn(code)).toEqual([text]);
  });
});

describe('what is no text for people is left alone', () => {
  test.each([
    ['a message', 'const f = () => t`Not rated`;'],
    ['a message with a comment', 'const f = () => t({ message: "Open it", comment: "a verb" });'],
    ['a plural', 'const f = () => plural(n, { one: "# chat is", other: "# chats are" });'],
    ['a message with elements', 'const A = () => <Trans>Rated <b title="x">by them</b></Trans>;'],
    ['a described message', 'const A = msg`Not rated`;'],
    ['classes', 'const A = () => <p className="quiet share-line">{face}</p>;'],
    ['a list of classes elsewhere', `const className = \`notice notice \${tone}\`;`],
    ['a selector', 'form.current?.querySelector("input, select");'],
    [
      'words for whoever helps',
      'console.warn("It was not kept", error); throw new Error("No root here");',
    ],
    ['what is compared', 'const f = (a: "not rated") => a === "not rated";'],
    ['an address', 'const A = () => <input placeholder="https://acme.example/tickets" />;'],
    ['signs', 'const A = () => <p>· {a} %</p>;'],
  ])('%s', (_, code) => {
    expect(textsIn(code)).toEqual([]);
  });
});

test('a message that is made before the page knows its language is found', () => {
  const [found] = findHardCoded('one.ts', 'const NAMES = { a: t`One` };');
  expect(found).toMatchObject({ kind: 'early', line: 1 });
  expect(findHardCoded('one.ts', 'const nameOf = () => t`One`;')).toEqual([]);
});
