import { plural, t } from '@lingui/core/macro';
import type { Day } from '../lib/csat/calendar.ts';
import { spokenLocale } from './language.ts';

/**
 * The one place where numbers, dates and durations become text, all by `Intl` in the reader's own
 * kind of the language that the page speaks (`de-CH`, `en-GB`).
 */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const count = spoken((locale) => new Intl.NumberFormat(locale));
const relative = spoken(
  (locale) => new Intl.RelativeTimeFormat(locale, { style: 'short', numeric: 'auto' }),
);
const time = dates({ timeStyle: 'short' });
const dayInYear = dates({ day: 'numeric', month: 'short' });
const day = dates({ day: 'numeric', month: 'short', year: 'numeric' });
const dayInYearWithTime = dates({
  day: 'numeric',
  month: 'short',
  hour: 'numeric',
  minute: '2-digit',
});
const dayWithTime = dates({
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
});
const monthInYear = dates({ month: 'short' });
const month = dates({ month: 'short', year: 'numeric' });
const full = dates({ dateStyle: 'full', timeStyle: 'short' });
const calendarDay = dates({ dateStyle: 'medium', timeZone: 'UTC' });
const calendarDayInYear = dates({ day: 'numeric', month: 'short', timeZone: 'UTC' });
const calendarMonth = dates({ month: 'short', year: 'numeric', timeZone: 'UTC' });
const numbers = [decimals('decimal', 0), decimals('decimal', 1)] as const;
const shares = [decimals('percent', 0), decimals('percent', 1)] as const;
const list = spoken((locale) => new Intl.ListFormat(locale, { type: 'conjunction' }));

const SIZES = [
  { name: 'kilobyte', size: 1e3 },
  { name: 'megabyte', size: 1e6 },
  { name: 'gigabyte', size: 1e9 },
] as const;

/** A whole number with its group marks: `14,211`. */
export function formatCount(value: number): string {
  return count().format(value);
}

/** A share from 0 to 1 in per cent: `82%`, with one decimal `82.7%`. */
export function formatShare(share: number, decimals: 0 | 1 = 0): string {
  return shares[decimals]().format(share);
}

/** A range of shares: `78–85%`. */
export function formatShareRange(low: number, high: number, decimals: 0 | 1 = 0): string {
  const from = numbers[decimals]().format(low * 100);
  const to = formatShare(high, decimals);
  return t({ message: `${from}–${to}`, comment: 'a range of shares: 78–85%' });
}

/** Things one after the other: `Intercom, Zendesk, and HubSpot`. */
export function formatList(things: readonly string[]): string {
  return list().format(things);
}

/** The time of day of an instant (epoch milliseconds), on this computer's clock face: `14:02`. */
export function formatTime(instant: number): string {
  return time().format(instant);
}

/** A day in as few words as tell it apart at `now`: `today 14:02`, `yesterday 14:02`, `3 Nov`, `3 Nov 2025`. */
export function formatMoment(instant: number, now: number): string {
  return formatNear(instant, now) ?? formatDayOf(instant, now);
}

/** A time in as few words as tell it apart at `now`: `14:02` today, else `3 Nov, 14:02`. */
export function formatClock(instant: number, now: number): string {
  return daysApart(instant, now) === 0 ? formatTime(instant) : formatMomentWithTime(instant, now);
}

/** The same, with the time of day always: `3 Nov, 14:02`. */
export function formatMomentWithTime(instant: number, now: number): string {
  const far = sameYear(instant, now) ? dayInYearWithTime : dayWithTime;
  return formatNear(instant, now) ?? far().format(instant);
}

/** A month, for things long ago: `Aug`, `Aug 2025`; the day if within the last 60 days. */
export function formatLongAgo(instant: number, now: number): string {
  if (now - instant < 60 * 24 * HOUR) return formatDayOf(instant, now);
  return (sameYear(instant, now) ? monthInYear : month)().format(instant);
}

/** A calendar day, `2026-11-03`, as `3 Nov 2026`. */
export function formatDay(date: Day): string {
  return calendarDay().format(Date.parse(date));
}

/** Calendar days from one to another, both included: `26–31 Oct 2026`, `26 Oct – 1 Nov 2026`. */
export function formatDays(from: Day, to: Day): string {
  return calendarDay().formatRange(Date.parse(from), Date.parse(to));
}

/** A calendar day where its year is known: `3 Nov`. */
export function formatDayInYear(date: Day): string {
  return calendarDayInYear().format(Date.parse(date));
}

/** The month of a calendar day: `Nov 2026`. */
export function formatMonthOfDay(date: Day): string {
  return calendarMonth().format(Date.parse(date));
}

/** A size in bytes as `23 MB`, in thousands as browsers and systems count. */
export function formatBytes(bytes: number): string {
  const unit = SIZES.findLast(({ size }) => bytes >= size) ?? SIZES[0];
  return new Intl.NumberFormat(spokenLocale(), {
    style: 'unit',
    unit: unit.name,
    maximumSignificantDigits: bytes / unit.size < 100 ? 2 : 3,
  }).format(bytes / unit.size);
}

/** Day and time in full, for titles. */
export function formatFull(instant: number): string {
  return full().format(instant);
}

/** How long ago: `just now`, `2 min. ago`, `3 hr. ago`, `5 days ago`. The future counts as now. */
export function formatAgo(instant: number, now: number): string {
  const passed = Math.max(0, now - instant);
  if (passed < MINUTE) return t({ message: 'just now', comment: 'less than a minute ago' });
  if (passed < HOUR) return relative().format(-Math.floor(passed / MINUTE), 'minute');
  if (passed < 24 * HOUR) return relative().format(-Math.floor(passed / HOUR), 'hour');
  return relative().format(-Math.floor(passed / (24 * HOUR)), 'day');
}

/** Time left, in whole minutes: `42 min left`, `less than a minute left`. */
export function formatLeft(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / MINUTE);
  if (minutes < 1) return t`less than a minute left`;
  return plural(minutes, { one: '# min left', other: '# min left' });
}

/** A duration in one unit: `15 sec`, `3 min`, `2 hr`. */
export function formatDuration(value: number, unit: 'second' | 'minute' | 'hour'): string {
  return new Intl.NumberFormat(spokenLocale(), { style: 'unit', unit }).format(value);
}

/** An instant for machines, as in `<time datetime>`. */
export function toMachineTime(instant: number): string {
  return new Date(instant).toISOString();
}

/** `today 14:02`, `yesterday 14:02`; `null` for any other day. */
function formatNear(instant: number, now: number): string | null {
  const days = daysApart(instant, now);
  if (days !== 0 && days !== -1) return null;
  const day = relative().format(days, 'day');
  const time = formatTime(instant);
  return t({ message: `${day} ${time}`, comment: 'today 14:02' });
}

function formatDayOf(instant: number, now: number): string {
  return (sameYear(instant, now) ? dayInYear : day)().format(instant);
}

/** A format of the spoken locale: made when it is first needed, and again in another language. */
function spoken<T>(make: (locale: string) => T): () => T {
  let made: { locale: string; format: T } | null = null;
  return () => {
    const locale = spokenLocale();
    if (made?.locale !== locale) made = { locale, format: make(locale) };
    return made.format;
  };
}

/** Days are the product's days everywhere, so the calendar is the same for everybody. */
function dates(options: Intl.DateTimeFormatOptions): () => Intl.DateTimeFormat {
  return spoken((locale) => new Intl.DateTimeFormat(locale, { calendar: 'gregory', ...options }));
}

function decimals(style: 'decimal' | 'percent', digits: number): () => Intl.NumberFormat {
  return spoken(
    (locale) =>
      new Intl.NumberFormat(locale, {
        style,
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      }),
  );
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
