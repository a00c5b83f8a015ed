const time = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const dayAndMonth = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const withYear = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
});
const fullDate = new Intl.DateTimeFormat(undefined, { dateStyle: 'full' });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'short' });

/** `14:02`. */
export function clockTime(instant: string): string {
  return time.format(new Date(instant));
}

/** In a list: the time today, else the day; with the year if it is another one. */
export function shortWhen(instant: string, now = new Date()): string {
  const date = new Date(instant);
  if (date.toDateString() === now.toDateString()) return time.format(date);
  return (date.getFullYear() === now.getFullYear() ? dayAndMonth : withYear).format(date);
}

/** The whole date with the time, for facts and tooltips. */
export function fullWhen(instant: string): string {
  return full.format(new Date(instant));
}

/** The whole date without the time: `Tuesday, 3 November 2026`. */
export function fullDay(instant: string): string {
  return fullDate.format(new Date(instant));
}
