import { describe, expect, test } from 'vitest';
import { isolateValues } from '../../../components/isolate-values.ts';

describe('a message from right to left', () => {
  test('sets each value apart from what stands around it', () => {
    expect(isolateValues({ a: '{title} ({number})' })).toEqual({
      a: ['\u200f', '\u2068', ['title'], '\u2069', ' (', '\u2068', ['number'], '\u2069', ')'],
    });
  });

  test('in every case of a plural too, and leaves the counted number as it is', () => {
    const { a } = isolateValues({ a: '{n, plural, one {{name} واحد} other {# {name}}}' });
    expect(a).toEqual([
      [
        'n',
        'plural',
        {
          offset: undefined,
          one: ['\u200f', '\u2068', ['name'], '\u2069', ' واحد'],
          other: ['\u200f', '#', ' ', '\u2068', ['name'], '\u2069'],
        },
      ],
    ]);
  });

  test('runs so within another one too, though it begins with a name', () => {
    const { outer, inner } = isolateValues({ outer: 'قبل {inner}', inner: '{day} {time}' });
    expect([outer?.[0], inner?.[0]]).toEqual(['\u200f', '\u200f']);
  });

  test('stays as it is without values', () => {
    expect(isolateValues({ a: 'حفظ' })).toEqual({ a: ['حفظ'] });
  });
});
