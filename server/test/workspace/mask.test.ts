import { describe, expect, test } from 'vitest';
import { maskPersonal } from '../../../lib/csat/mask-personal.ts';

describe('comments lose what identifies a person', () => {
  test.each([
    ['Mail ada.lovelace+shop@mail.acme.example, please', 'Mail [e-mail], please'],
    ['ADA@ACME.EXAMPLE', '[e-mail]'],
    ['Card 4111 1111 1111 1111 was charged', 'Card [card number] was charged'],
    ['4111111111111111', '[card number]'],
    ['5500-0000-0000-0004 twice', '[card number] twice'],
    ['amex 378282246310005.', 'amex [card number].'],
    ['4111 1111 1111 1111 12/27', '[card number] 12/27'],
    ['Call +49 170 1234567 now', 'Call [phone number] now'],
    ['(030) 1234-5678', '[phone number]'],
    ['555 123 4567 8', '[phone number]'],
    ['My number: 0170 1234567', 'My number: [phone number]'],
    ['+1-202-555-0143', '[phone number]'],
    ['٠١٠ ١٢٣٤ ٥٦٧٨', '[phone number]'],
    ['電話 ０３-１２３４-５６７８', '電話 [phone number]'],
  ])('%s', (comment, masked) => {
    expect(maskPersonal(comment)).toBe(masked);
  });
});

describe('what only looks like it stays', () => {
  test.each([
    'Order 12345678 came late',
    'Ordered on 2026-11-03 14:02, came on 2026-11-09',
    '03.11.2026 14 Uhr',
    'It cost 1,299.00 and took 3 weeks',
    'I rate it 5/5, 100 %!',
    'Ask @support or user@home',
    'Version 12.4.1 build 20431',
    '😁',
    '',
  ])('%s', (comment) => {
    expect(maskPersonal(comment)).toBe(comment);
  });
});

test('masking twice is masking once, and a very long comment takes no time', () => {
  const long = `${'a.'.repeat(1_000)}${'1 '.repeat(1_000)}${'x@'.repeat(500)}`;
  const begin = performance.now();
  const masked = maskPersonal(long);
  expect(performance.now() - begin).toBeLessThan(500);
  expect(maskPersonal(masked)).toBe(masked);
});
