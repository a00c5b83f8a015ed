/**
 * Which conversations have a rating that may still be edited or removed: their numbers with the hour
 * (since 1970) of their newest rating. Packed, as thousands of them have to fit into the state of a
 * pull: hours in base 36, each followed by its conversations as differences in base 36.
 */
export type KnownRatings = Map<number, number>;

/** The longest text that the ratings may take of a state's 60,000 characters. */
const LONGEST = 32_000;

/**
 * The ratings as text: `hour:first.difference.difference;hour:…`, newest hour first. `dropped`: so
 * many of the oldest did not fit and are no longer looked after.
 */
export function packKnown(known: KnownRatings): { text: string; dropped: number } {
  const byHour = Map.groupBy(known, ([, hour]) => hour);
  const groups: string[] = [];
  let length = 0;
  let dropped = 0;
  for (const [hour, entries] of [...byHour].sort(([a], [b]) => b - a)) {
    let last = 0;
    const differences = entries
      .map(([id]) => id)
      .sort((a, b) => a - b)
      .map((id) => {
        const difference = id - last;
        last = id;
        return difference.toString(36);
      });
    const group = `${hour.toString(36)}:${differences.join('.')}`;
    length += group.length + 1;
    if (length > LONGEST) dropped += entries.length;
    else groups.push(group);
  }
  return { text: groups.join(';'), dropped };
}

/** Reads what `packKnown` wrote. */
export function unpackKnown(text: string): KnownRatings {
  const known: KnownRatings = new Map();
  if (text === '') return known;
  for (const group of text.split(';')) {
    const [hour = '', differences = ''] = group.split(':');
    let id = 0;
    for (const difference of differences.split('.')) {
      id += Number.parseInt(difference, 36);
      known.set(id, Number.parseInt(hour, 36));
    }
  }
  return known;
}
