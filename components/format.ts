import type { Day } from '../lib/csat/calendar.ts';

/**
 * The one place where numbers, dates and durations become text, all by `Intl`. The texts around
 * them are English, so the formats follow the reader's own kind of English.
 */
const LOCALE = navigator.language.startsWith('en') ? navigator.language : 'en';

const count = new Intl.NumberFormat(LOCALE);
const plural = new Intl.PluralRules(LOCALE);
const relative = new Intl.RelativeTimeFormat(LOCALE, { style: 'short', numeric: 'auto' });
const time = new Intl.DateTimeFormat(LOCALE, { timeStyle: 'short' });
const dayInYear = new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'short' });
const day = new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'short', year: 'numeric' });
const monthInYear = new Intl.DateTimeFormat(LOCALE, { month: 'short' });
const month = new Intl.DateTimeFormat(LOCALE, { month: 'short', year: 'numeric' });
const full = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'full', timeStyle: 'short' });

const calendarDay = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium', timeZone: 'UTC' });

const SIZES = [
  { name: 'kilobyte', size: 1e3 },
  { name: 'megabyte', size: 1e6 },
  { name: 'gigabyte', size: 1e9 },
] as const;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A whole number with its group marks: `14,211`. */
export function formatCount(value: number): string {
  return count.format(value);
}

/** A share from 0 to 1 in per cent: `82%`, with one decimal `82.7%`. */
export function formatShare(share: number, decimals: 0 | 1 = 0): string {
  return percent(decimals).format(share);
}

/** A range of shares: `78–85%`. */
export function formatShareRange(low: number, high: number, decimals: 0 | 1 = 0): string {
  const from = new Intl.NumberFormat(LOCALE, {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(low * 100);
  return `${from}–${formatShare(high, decimals)}`;
}

function percent(decimals: 0 | 1) {
  return new Intl.NumberFormat(LOCALE, {
    style: 'percent',
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
}

/** `1 chat`, `3 chats`: the count with the word that fits it. */
export function formatCounted(value: number, one: string, other: string): string {
  return `${formatCount(value)} ${plural.select(value) === 'one' ? one : other}`;
}

/** The time of day of an instant (epoch milliseconds), on this computer's clock face: `14:02`. */
export function formatTime(instant: number): string {
  return time.format(instant);
}

/** A day in as few words as tell it apart at `now`: `today 14:02`, `yesterday 14:02`, `3 Nov`, `3 Nov 2025`. */
export function formatMoment(instant: number, now: number): string {
  const days = daysApart(instant, now);
  if (days === 0 || days === -1) return `${relative.format(days, 'day')} ${formatTime(instant)}`;
  return sameYear(instant, now) ? dayInYear.format(instant) : day.format(instant);
}

/** A time in as few words as tell it apart at `now`: `14:02` today, else `3 Nov, 14:02`. */
export function formatClock(instant: number, now: number): string {
  return daysApart(instant, now) === 0 ? formatTime(instant) : formatMomentWithTime(instant, now);
}

/** The same, with the time of day always: `3 Nov, 14:02`. */
export function formatMomentWithTime(instant: number, now: number): string {
  const moment = formatMoment(instant, now);
  const days = daysApart(instant, now);
  return days === 0 || days === -1 ? moment : `${moment}, ${formatTime(instant)}`;
}

/** A month, for things long ago: `Aug`, `Aug 2025`; the day if within the last 60 days. */
export function formatLongAgo(instant: number, now: number): string {
  if (now - instant < 60 * 24 * HOUR) {
    return sameYear(instant, now) ? dayInYear.format(instant) : day.format(instant);
  }
  return sameYear(instant, now) ? monthInYear.format(instant) : month.format(instant);
}

/** A calendar day, `2026-11-03`, as `3 Nov 2026`. */
export function formatDay(date: Day): string {
  return calendarDay.format(Date.parse(date));
}

/** A size in bytes as `23 MB`, in thousands as browsers and systems count. */
export function formatBytes(bytes: number): string {
  const unit = SIZES.findLast(({ size }) => bytes >= size) ?? SIZES[0];
  return new Intl.NumberFormat(LOCALE, {
    style: 'unit',
    unit: unit.name,
    maximumSignificantDigits: bytes / unit.size < 100 ? 2 : 3,
  }).format(bytes / unit.size);
}

/** Day and time in full, for titles. */
export function formatFull(instant: number): string {
  return full.format(instant);
}

/** How long ago: `just now`, `2 min. ago`, `3 hr. ago`, `5 days ago`. The future counts as now. */
export function formatAgo(instant: number, now: number): string {
  const passed = Math.max(0, now - instant);
  if (passed < MINUTE) return 'just now';
  if (passed < HOUR) return relative.format(-Math.floor(passed / MINUTE), 'minute');
  if (passed < 24 * HOUR) return relative.format(-Math.floor(passed / HOUR), 'hour');
  return relative.format(-Math.floor(passed / (24 * HOUR)), 'day');
}

/** Time left, in whole minutes: `42 min left`, `less than a minute left`. */
export function formatLeft(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / MINUTE);
  return minutes < 1 ? 'less than a minute left' : `${formatCount(minutes)} min left`;
}

/** An instant for machines, as in `<time datetime>`. */
export function toMachineTime(instant: number): string {
  return new Date(instant).toISOString();
}

/** A text in the middle of a line: its first letter small. */
export function midSentence(text: string): string {
  return text.charAt(0).toLocaleLowerCase(LOCALE) + text.slice(1);
}

function daysApart(instant: number, now: number): number {
  const date = new Date(instant);
  const today = new Date(now);
  const start = Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  const end = Date.UTC(today.getFullYear(), today.getMonth(), today.getDate());
  return Math.round((start - end) / (24 * HOUR));
}

function sameYear(a: number, b: number): boolean {
  return new Date(a).getFullYear() === new Date(b).getFullYear();
}
