import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dateReader } from '../../../lib/sources/file-date-format.ts';
import { instantOf } from '../../../lib/sources/file-zoned-time.ts';

const wall = (text: string) => {
  const read = dateReader('iso')(text);
  if (read === null) throw new Error(`no date: ${text}`);
  return read.wall;
};
const iso = (instant: number) => new Date(instant).toISOString();
const inZone = (text: string, zone: string) => iso(instantOf(wall(text), zone));

describe('dates are read in the form that is given', () => {
  test.each([
    ['dd/MM/yyyy HH:mm', '26/08/2023 18:39', '2023-08-26T18:39:00.000Z'],
    ['dd-MMM-yy', '28-Aug-23', '2023-08-28T00:00:00.000Z'],
    ['d.M.yyyy', '3.11.2026', '2026-11-03T00:00:00.000Z'],
    ['MM/dd/yyyy h:mm a', '11/03/2026 12:05 AM', '2026-11-03T00:05:00.000Z'],
    ['MM/dd/yyyy h:mm a', '11/03/2026 12:05 p.m.', '2026-11-03T12:05:00.000Z'],
    ['MMMM d, yyyy', 'November 3, 2026', '2026-11-03T00:00:00.000Z'],
    ['yyyyMMdd HHmmss', '20261103 140205', '2026-11-03T14:02:05.000Z'],
    ["yyyy-MM-dd'T'HH:mm:ss.SSS", '2026-11-03T14:02:05.123', '2026-11-03T14:02:05.123Z'],
    ['iso', '2026-11-03', '2026-11-03T00:00:00.000Z'],
    ['iso', ' 2026-11-03 14:02 ', '2026-11-03T14:02:00.000Z'],
    ['iso', '2026-11-03T14:02:05.5', '2026-11-03T14:02:05.500Z'],
  ])('%s: %s', (format, text, expected) => {
    const read = dateReader(format)(text);
    if (read === null) throw new Error('not read');
    expect(iso(instantOf(read.wall, 'UTC'))).toBe(expected);
  });

  test.each([
    ['dd/MM/yyyy', '31/02/2026'],
    ['dd/MM/yyyy', '2026-11-03'],
    ['dd/MM/yyyy', '3/11/2026'],
    ['dd/MM/yyyy HH:mm', '03/11/2026 24:00'],
    ['dd-MMM-yy', '03-Foo-26'],
    ['h:mm d.M.yyyy', '3:00 3.11.2026'],
    ['iso', '03/11/2026'],
    ['iso', '2026-13-01'],
    ['iso', ''],
  ])('%s does not take %j', (format, text) => {
    expect(dateReader(format)(text)).toBeNull();
  });

  test('a zone in the text is read with it', () => {
    expect(dateReader('iso')('2026-11-03T14:02:00+05:30')?.offsetMinutes).toBe(330);
    expect(dateReader('iso')('2026-11-03T14:02:00Z')?.offsetMinutes).toBe(0);
    expect(dateReader('yyyy-MM-dd HH:mm XXX')('2026-11-03 14:02 -0800')?.offsetMinutes).toBe(-480);
  });

  test('two-digit years are of our time', () => {
    expect(dateReader('dd.MM.yy')('01.01.68')?.wall.year).toBe(2068);
    expect(dateReader('dd.MM.yy')('01.01.69')?.wall.year).toBe(1969);
  });

  test.each(['dd/MM', 'yyyy-MM-dd EEE', 'dd/MM/yyyy dd', ''])(
    'the format %j is refused',
    (format) => {
      expect(() => dateReader(format)).toThrow(/date format/);
    },
  );
});

describe('wall times become instants', () => {
  test('in a zone of half hours', () => {
    expect(inZone('2023-08-26 18:39', 'Asia/Kolkata')).toBe('2023-08-26T13:09:00.000Z');
  });

  test('in summer and in winter', () => {
    expect(inZone('2026-07-01 12:00', 'Europe/Berlin')).toBe('2026-07-01T10:00:00.000Z');
    expect(inZone('2026-12-01 12:00', 'Europe/Berlin')).toBe('2026-12-01T11:00:00.000Z');
  });

  test('a time that clocks skip lies as far after the gap as it lay inside', () => {
    // Berlin: 02:00 -> 03:00 on 29 March 2026.
    expect(inZone('2026-03-29 01:59', 'Europe/Berlin')).toBe('2026-03-29T00:59:00.000Z');
    expect(inZone('2026-03-29 02:30', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z');
    expect(inZone('2026-03-29 03:00', 'Europe/Berlin')).toBe('2026-03-29T01:00:00.000Z');
  });

  test('a time that clocks show twice is the earlier one', () => {
    // Berlin: 03:00 -> 02:00 on 25 October 2026.
    expect(inZone('2026-10-25 02:30', 'Europe/Berlin')).toBe('2026-10-25T00:30:00.000Z');
    expect(inZone('2026-10-25 03:00', 'Europe/Berlin')).toBe('2026-10-25T02:00:00.000Z');
    // Lord Howe Island: by half an hour, on 5 April 2026.
    expect(inZone('2026-04-05 01:45', 'Australia/Lord_Howe')).toBe('2026-04-04T14:45:00.000Z');
  });

  test('a day whose midnight is skipped begins after it', () => {
    // Santiago: 24:00 on 5 September 2026 -> 01:00.
    expect(inZone('2026-09-06', 'America/Santiago')).toBe('2026-09-06T04:00:00.000Z');
  });

  test('a whole day that is left out does not break it', () => {
    // Samoa crossed the date line: there was no 30 December 2011.
    expect(Number.isNaN(instantOf(wall('2011-12-30 12:00'), 'Pacific/Apia'))).toBe(false);
  });

  test('every instant is found again from what clocks show', () => {
    const zones = ['UTC', 'Asia/Kolkata', 'America/New_York', 'Europe/Berlin', 'Asia/Kathmandu'];
    const from = Date.UTC(1990, 0, 1);
    const minutes = fc.integer({ min: 0, max: 50 * 525_600 });
    fc.assert(
      fc.property(fc.constantFrom(...zones), minutes, (zone, minute) => {
        const instant = from + minute * 60_000;
        const shown = new Intl.DateTimeFormat('sv-SE', {
          timeZone: zone,
          dateStyle: 'short',
          timeStyle: 'medium',
        }).format(instant);
        const found = instantOf(wall(shown), zone);
        // Where clocks are set back, the same reading stands for two instants.
        expect([0, 3_600_000]).toContain(instant - found);
      }),
      { numRuns: 300 },
    );
  });
});
