/**
 * Calendar days in a time zone. A day is `YYYY-MM-DD`, a month `YYYY-MM`; instants are epoch
 * milliseconds. Days are compared and counted as calendar dates, so a day of 23 or 25 hours
 * (daylight saving) is one day.
 */

/** A calendar date, `YYYY-MM-DD`. Days sort as text. */
export type Day = string;
/** A calendar month, `YYYY-MM`. */
export type Month = string;

const formats = new Map<string, Intl.DateTimeFormat>();

function dateFormat(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA-u-ca-gregory-nu-latn', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
    formats.set(timeZone, format);
  }
  return format;
}

/** True if this runtime knows the IANA time zone name. */
export function isTimeZone(name: string): boolean {
  try {
    dateFormat(name);
    return true;
  } catch {
    return false;
  }
}

/** The calendar day on which an instant falls in a time zone. Throws RangeError for an unknown zone. */
export function dayOf(instant: number, timeZone: string): Day {
  const parts = dateFormat(timeZone).formatToParts(instant);
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    parts.find((candidate) => candidate.type === type)?.value ?? '';
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`;
}

/** The month of a day. */
export function monthOf(day: Day): Month {
  return day.slice(0, 7);
}

/** The day `count` days later (earlier if negative). */
export function addDays(day: Day, count: number): Day {
  const instant = Date.parse(`${day}T00:00:00Z`) + count * 86_400_000;
  return new Date(instant).toISOString().slice(0, 10);
}

/** How many days from `from` to `to`: 0 for the same day, negative if `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** True for a real calendar date written `YYYY-MM-DD`. */
export function isDay(text: string): text is Day {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const instant = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(text);
}
