import { createHash } from 'node:crypto';
import { type DateReader, dateReader } from './date-format.ts';
import { instantOf } from './zoned-time.ts';

/** How the columns of a CSV become conversations, as the command line says it. */
export interface MappingOptions {
  /** `field=Header` each. Empty: columns named like fields are taken as such. */
  map: readonly string[];
  /** `field=value` each: the same for every row. */
  set: readonly string[];
  /** Tried in order; ISO 8601 is always tried last. */
  dateFormats: readonly string[];
  /** Zone of dates that name none. */
  timeZone: string;
}

type Kind = 'text' | 'date' | 'number' | 'flag';

/** Every field that a column may become. */
export const FIELDS: Readonly<Record<string, Kind>> = {
  id: 'text',
  startedAt: 'date',
  endedAt: 'date',
  channel: 'text',
  visibility: 'text',
  customer: 'text',
  email: 'text',
  ticketId: 'text',
  topic: 'text',
  'topic.id': 'text',
  'topic.category': 'text',
  asked: 'flag',
  askedBy: 'text',
  handedOverAt: 'date',
  'rating.score': 'number',
  'rating.comment': 'text',
  'rating.ratedAt': 'date',
  'predicted.score': 'number',
  'predicted.reason': 'text',
};

/** A mapping or a file that cannot be used; the message says what to do. */
export class MappingFault extends Error {}

/** Makes an import line of a row's cells, or says why it cannot. */
export type RowReader = (cells: readonly string[]) => { value: object } | { reason: string };

interface Source {
  field: string;
  kind: Kind;
  /** Column, or `null` for a fixed value. */
  column: { index: number; header: string } | null;
  fixed: string;
}

/** Checks a mapping against the file's headers. Throws `MappingFault`. */
export function rowReader(headers: readonly string[], options: MappingOptions): RowReader {
  const sources = sourcesOf(headers, options);
  const dates = readersOf(options.dateFormats);
  return (cells) => {
    if (cells.length !== headers.length) {
      return { reason: `has ${cells.length} columns, the header has ${headers.length}` };
    }
    const fields = new Map<string, Cell>();
    for (const source of sources) {
      const text = source.column ? (cells[source.column.index] ?? '') : source.fixed;
      if (text.trim() === '') continue;
      const read = readCell(text, source, dates, options.timeZone);
      if ('reason' in read) return read;
      fields.set(source.field, read);
    }
    return { value: lineOf(fields, options.timeZone) };
  };
}

interface Cell {
  value: string | number | boolean;
  /** A date without a time of day. */
  dayOnly?: boolean;
}

function sourcesOf(headers: readonly string[], options: MappingOptions): Source[] {
  const mapped =
    options.map.length > 0
      ? options.map.map((text) => pair(text, '--map'))
      : headers
          .filter((header) => Object.hasOwn(FIELDS, header))
          .map((name) => [name, name] as const);
  const sources: Source[] = mapped.map(([field, header]) => {
    const index = headers.indexOf(header);
    if (index === -1) {
      throw new MappingFault(
        `The file has no column "${header}". Its columns are: ${headers.map((one) => `"${one}"`).join(', ')}`,
      );
    }
    return { field, kind: kindOf(field), column: { index, header }, fixed: '' };
  });
  for (const text of options.set) {
    const [field, fixed] = pair(text, '--set');
    sources.push({ field, kind: kindOf(field), column: null, fixed });
  }
  for (const needed of ['id', 'startedAt']) {
    if (sources.some(({ field }) => field === needed)) continue;
    throw new MappingFault(
      `Say which column is the ${needed}: --map ${needed}="Column". The columns are: ` +
        headers.map((one) => `"${one}"`).join(', '),
    );
  }
  const twice = sources.find(({ field }, at) => sources.findIndex((o) => o.field === field) !== at);
  if (twice) throw new MappingFault(`The field ${twice.field} is mapped twice.`);
  return sources;
}

function pair(text: string, option: string): readonly [field: string, rest: string] {
  const at = text.indexOf('=');
  if (at < 1) throw new MappingFault(`${option} takes field=…, not "${text}".`);
  return [text.slice(0, at), text.slice(at + 1)];
}

function kindOf(field: string): Kind {
  const kind = Object.hasOwn(FIELDS, field) ? FIELDS[field] : undefined;
  if (kind) return kind;
  throw new MappingFault(
    `There is no field "${field}". The fields are: ${Object.keys(FIELDS).join(', ')}`,
  );
}

function readersOf(formats: readonly string[]): DateReader[] {
  try {
    return [...formats, 'iso'].map(dateReader);
  } catch (cause) {
    throw new MappingFault(cause instanceof Error ? cause.message : String(cause));
  }
}

function readCell(
  text: string,
  { field, kind, column }: Source,
  dates: readonly DateReader[],
  timeZone: string,
): Cell | { reason: string } {
  const wrong = (what: string) => ({
    reason: `${field}${column ? ` ("${column.header}")` : ''}: "${shortened(text)}" ${what}`,
  });
  if (kind === 'text') return { value: text.trim() };
  if (kind === 'number') {
    const value = Number(text);
    return Number.isNaN(value) ? wrong('is not a number') : { value };
  }
  if (kind === 'flag') {
    const word = text.trim().toLowerCase();
    if (['true', 'yes', 'y', '1'].includes(word)) return { value: true };
    return ['false', 'no', 'n', '0'].includes(word) ? { value: false } : wrong('is not yes or no');
  }
  for (const reader of dates) {
    const read = reader(text);
    if (read === null) continue;
    const { wall, offsetMinutes, dayOnly } = read;
    const instant =
      offsetMinutes === null
        ? instantOf(wall, timeZone)
        : instantOf(wall, 'UTC') - offsetMinutes * 60_000;
    return { value: new Date(instant).toISOString(), dayOnly };
  }
  return wrong('fits none of the date formats');
}

function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

function lineOf(fields: ReadonlyMap<string, Cell>, timeZone: string): object {
  const value = (field: string) => fields.get(field)?.value;
  const line: Record<string, unknown> = {};
  for (const [field, cell] of fields) {
    if (!field.includes('.') && field !== 'topic') line[field] = cell.value;
  }
  const rating = part(fields, 'rating');
  if (rating) {
    const ratedAt = fields.get('rating.ratedAt');
    const startedAt = String(value('startedAt'));
    // A day without a time: on the day of the start it cannot have been before the start.
    if (ratedAt?.dayOnly && sameDay(String(ratedAt.value), startedAt, timeZone)) {
      rating.ratedAt = startedAt;
    }
    line.rating = rating;
  }
  const predicted = part(fields, 'predicted');
  if (predicted) line.predicted = predicted;
  const title = value('topic');
  const id = value('topic.id') ?? (title === undefined ? undefined : topicId(String(title)));
  if (id !== undefined) {
    const category = value('topic.category');
    line.topics = [
      { id, ...(title !== undefined && { title }), ...(category !== undefined && { category }) },
    ];
  }
  return line;
}

/** The fields under `name.`; `null` without a score, for a comment alone is no rating. */
function part(fields: ReadonlyMap<string, Cell>, name: string): Record<string, unknown> | null {
  if (!fields.has(`${name}.score`)) return null;
  const prefix = `${name}.`;
  const own = [...fields].filter(([field]) => field.startsWith(prefix));
  return Object.fromEntries(own.map(([field, { value }]) => [field.slice(prefix.length), value]));
}

function sameDay(day: string, instant: string, timeZone: string): boolean {
  const from = Date.parse(day);
  const at = Date.parse(instant);
  const format = new Intl.DateTimeFormat('en-CA', { timeZone });
  return at > from && format.format(from) === format.format(at);
}

/**
 * A topic's id made from its title, the same each time: `Order Related` -> `order-related`. Titles
 * that differ only in case or blanks are one topic; where other characters were lost, a mark of the
 * whole title keeps `A&B` and `A/B` apart.
 */
export function topicId(title: string): string {
  const clean = title.normalize('NFKC').trim().toLowerCase().replace(/\s+/g, ' ');
  const words = clean
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 150);
  if (words.replaceAll('-', ' ') === clean) return words;
  const mark = createHash('sha256').update(clean).digest('hex').slice(0, 8);
  return words === '' ? mark : `${words}-${mark}`;
}
