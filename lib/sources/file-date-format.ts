/** Fields of a wall clock, without a zone. */
export interface WallTime {
  year: number;
  /** 1-12 */
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  millisecond: number;
}

/** A date as it was read. */
export interface ReadDate {
  wall: WallTime;
  /** Minutes east of UTC, where the text says so. */
  offsetMinutes: number | null;
  /** The text names a day and no time. */
  dayOnly: boolean;
}

/** Reads a text; `null` if it is not of this form or no real date. */
export type DateReader = (text: string) => ReadDate | null;

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

/** What each part of a format stands for, longest first (the letters of Unicode's date patterns). */
const PARTS: readonly [pattern: string, regex: string][] = [
  ['yyyy', '(?<year>\\d{4})'],
  ['yy', '(?<shortYear>\\d{2})'],
  ['MMMM', '(?<monthName>[A-Za-z]{3,9})'],
  ['MMM', '(?<monthName>[A-Za-z]{3,9})'],
  ['MM', '(?<month>\\d{2})'],
  ['M', '(?<month>\\d{1,2})'],
  ['dd', '(?<day>\\d{2})'],
  ['d', '(?<day>\\d{1,2})'],
  ['HH', '(?<hour>\\d{2})'],
  ['H', '(?<hour>\\d{1,2})'],
  ['hh', '(?<hour12>\\d{2})'],
  ['h', '(?<hour12>\\d{1,2})'],
  ['mm', '(?<minute>\\d{2})'],
  ['ss', '(?<second>\\d{2})'],
  ['SSS', '(?<millisecond>\\d{3})'],
  ['a', '(?<half>[AaPp])\\.?[Mm]\\.?'],
  ['XXX', '(?<offset>Z|[+-]\\d{2}:?\\d{2})'],
];

/**
 * Makes a reader of a format such as `dd/MM/yyyy HH:mm` or `dd-MMM-yy`. Month names are English.
 * Letters between single quotes stand for themselves. Whole formats are `iso`, `excel` (the number
 * that a spreadsheet makes of a date), `unix` (seconds or milliseconds since 1970) and `javascript`
 * (`Mon Nov 03 2025 14:02:00 GMT+0100 (…)`). Throws `Error` in words for an unknown part.
 */
export function dateReader(format: string): DateReader {
  if (format === 'iso') return isoReader;
  if (format === 'excel') return excelReader;
  if (format === 'unix') return unixReader;
  if (format === 'javascript') return javascriptReader;
  const regex = new RegExp(`^${regexOf(format)}$`);
  return (text) => {
    const groups = regex.exec(text.trim())?.groups;
    return groups ? readDate(groups) : null;
  };
}

/** `2026-11-03`, `2026-11-03 14:02[:05[.123]]`, with `T` or a blank, with or without a zone. */
const ISO =
  /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})(?:[T ](?<hour>\d{2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,](?<fraction>\d{1,9}))?)?\s*(?<offset>Z|[+-]\d{2}:?\d{2})?)?$/i;

function isoReader(text: string): ReadDate | null {
  const groups = ISO.exec(text.trim())?.groups;
  if (!groups) return null;
  const { fraction } = groups;
  if (fraction === undefined) return readDate(groups);
  return readDate({ ...groups, millisecond: fraction.padEnd(3, '0').slice(0, 3) });
}

/** Days since 1899-12-30, the time of day as the fraction; from 1954 to 2119. Excel's 1900 system. */
function excelReader(text: string): ReadDate | null {
  if (!/^\d{5}(?:[.,]\d+)?$/.test(text.trim())) return null;
  const days = Number(text.trim().replace(',', '.'));
  if (days < 20_000 || days >= 80_000) return null;
  const seconds = Math.round((days - 25_569) * 86_400);
  return { wall: wallOf(seconds * 1_000), offsetMinutes: null, dayOnly: Number.isInteger(days) };
}

function unixReader(text: string): ReadDate | null {
  const digits = text.trim();
  if (!/^(?:\d{10}|\d{13})$/.test(digits)) return null;
  const instant = Number(digits) * (digits.length === 10 ? 1_000 : 1);
  return { wall: wallOf(instant), offsetMinutes: 0, dayOnly: false };
}

const javascriptDate = dateReader("MMM dd yyyy HH:mm:ss 'GMT'XXX");

/** As `String(new Date())` gives it: the weekday in front and the zone's name at the end are left out. */
function javascriptReader(text: string): ReadDate | null {
  return javascriptDate(text.replace(/^\s*[A-Z][a-z]{2}\s/, '').replace(/\s*\([^)]*\)\s*$/, ''));
}

function wallOf(instant: number): WallTime {
  const date = new Date(instant);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    millisecond: date.getUTCMilliseconds(),
  };
}

function regexOf(format: string): string {
  let rest = format;
  let regex = '';
  const seen = new Set<string>();
  while (rest !== '') {
    const quoted = /^'([^']*)'/.exec(rest);
    const part = PARTS.find(([pattern]) => rest.startsWith(pattern));
    if (quoted) {
      regex += escaped(quoted[1] ?? '');
      rest = rest.slice(quoted[0].length);
    } else if (part) {
      const [pattern, own] = part;
      const [group = ''] = /<\w+>/.exec(own) ?? [];
      if (seen.has(group)) throw new Error(`The date format "${format}" has "${pattern}" twice`);
      seen.add(group);
      regex += own;
      rest = rest.slice(pattern.length);
    } else {
      const [letter = ''] = rest;
      if (/[A-Za-z]/.test(letter)) {
        throw new Error(
          `The date format "${format}" has an unknown part at "${rest}". Known are ` +
            `${PARTS.map(([pattern]) => pattern).join(' ')}, and iso, excel, unix or javascript alone.`,
        );
      }
      regex += letter === ' ' ? '\\s+' : escaped(letter);
      rest = rest.slice(letter.length);
    }
  }
  const has = (...groups: string[]) => groups.some((group) => seen.has(`<${group}>`));
  if (!has('year', 'shortYear') || !has('month', 'monthName') || !has('day')) {
    throw new Error(`The date format "${format}" must have a year, a month and a day`);
  }
  return regex;
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

function readDate(groups: Record<string, string | undefined>): ReadDate | null {
  const number = (text: string | undefined) => (text === undefined ? 0 : Number(text));
  const wall: WallTime = {
    year: groups.shortYear === undefined ? number(groups.year) : century(Number(groups.shortYear)),
    month: groups.monthName === undefined ? number(groups.month) : monthOf(groups.monthName),
    day: number(groups.day),
    hour: groups.hour12 === undefined ? number(groups.hour) : hour24(groups.hour12, groups.half),
    minute: number(groups.minute),
    second: number(groups.second),
    millisecond: number(groups.millisecond),
  };
  if (!isReal(wall)) return null;
  return {
    wall,
    offsetMinutes: groups.offset === undefined ? null : minutesOf(groups.offset),
    dayOnly: groups.hour === undefined && groups.hour12 === undefined,
  };
}

/** POSIX' rule: 69-99 are of the 1900s, 00-68 of the 2000s. */
function century(short: number): number {
  return short >= 69 ? 1900 + short : 2000 + short;
}

function monthOf(name: string): number {
  return MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;
}

function hour24(hour: string, half: string | undefined): number {
  const twelve = Number(hour);
  if (twelve < 1 || twelve > 12 || half === undefined) return Number.NaN;
  return (twelve % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
}

function minutesOf(offset: string): number {
  if (/^z$/i.test(offset)) return 0;
  const digits = offset.slice(1).replace(':', '');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return offset.startsWith('-') ? -minutes : minutes;
}

function isReal(wall: WallTime): boolean {
  const { year, month, day, hour, minute, second, millisecond } = wall;
  if (!(hour >= 0 && hour < 24 && minute < 60 && second < 60)) return false;
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second, millisecond));
  return (
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  );
}
