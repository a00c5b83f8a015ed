import type { WallTime } from './file-date-format.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

const DAY = 86_400_000;

/** By zone and day: the offset of all of the day, `null` where clocks are set on it. */
const offsets = new Map<string, Map<number, number | null>>();

/** Minutes that the zone's clocks are ahead of UTC at an instant. Asks for each day once: it is slow. */
function offsetAt(instant: number, timeZone: string): number {
  let ofZone = offsets.get(timeZone);
  if (!ofZone) {
    ofZone = new Map();
    offsets.set(timeZone, ofZone);
  }
  const day = Math.floor(instant / DAY);
  let offset = ofZone.get(day);
  if (offset === undefined) {
    const first = readOffset(day * DAY, timeZone);
    offset = first === readOffset((day + 1) * DAY, timeZone) ? first : null;
    ofZone.set(day, offset);
  }
  return offset ?? readOffset(instant, timeZone);
}

function readOffset(instant: number, timeZone: string): number {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(timeZone, format);
  }
  const parts: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(instant)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  const shown = Date.UTC(year, month - 1, day, hour, minute, second);
  return Math.round((shown - Math.floor(instant / 1_000) * 1_000) / 60_000);
}

/**
 * The instant at which clocks of a zone show a wall time, in epoch milliseconds. Where clocks are
 * set back and show it twice, the earlier one; where they are set forward and never show it, as many
 * minutes after the gap's start as it lies inside the gap (the rule "compatible" of Temporal).
 */
export function instantOf(wall: WallTime, timeZone: string): number {
  const { year, month, day, hour, minute, second, millisecond } = wall;
  const utc = Date.UTC(year, month - 1, day, hour, minute, second, millisecond);
  // The offsets before and after any change near that time.
  const before = offsetAt(utc - DAY, timeZone);
  const after = offsetAt(utc + DAY, timeZone);
  const shownBy = [before, after]
    .map((offset) => ({ offset, instant: utc - offset * 60_000 }))
    .filter(({ offset, instant }) => offsetAt(instant, timeZone) === offset)
    .map(({ instant }) => instant);
  return shownBy.length > 0 ? Math.min(...shownBy) : utc - before * 60_000;
}
