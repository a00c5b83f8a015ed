import { is } from 'valibot';
import { TopicCategory } from '../contract/conversation.ts';
import type { ImportLine } from '../contract/import.ts';
import { MAX_LENGTH } from '../contract/primitives.ts';
import { dayOf } from '../csat/calendar.ts';
import { type Cell, type CellReading, dateReaders, readCell } from './file-cells.ts';
import { type FileField, isField } from './file-fields.ts';
import type { WordScale } from './file-score.ts';
import { topicId } from './file-topic-id.ts';

/** How the columns of a file become conversations. */
export interface FileMapping {
  /** Which column is which field, from 0. A column may serve several fields. */
  columns: Partial<Record<FileField, number>>;
  /** The same for every row. */
  fixed: Partial<Record<FileField, string>>;
  /** Column whose cell is the topic where the topic's own is empty. */
  topicElse: number | null;
  /** What stands between several topics in a cell; `null`: there is one. */
  topicsApart: string | null;
  /** Tried in order (`dd/MM/yyyy HH:mm`, `excel`, `unix`, …); ISO 8601 is always tried last. */
  dateFormats: readonly string[];
  /** IANA zone of dates that name none. */
  timeZone: string;
  scale: WordScale;
  /** Fields whose unreadable cells are left out; of all others they refuse the row. */
  dispensable: readonly FileField[];
}

/** A file that cannot be read; the message says what to do. */
export class FileFault extends Error {}

/** A line of a file as the import takes it, or why it cannot be one. */
export type FileLine =
  | { line: number; value: ImportLine; leftOut: FileField[] }
  | { line: number; reason: string };

/** A row as an import line, or why it cannot be one. `leftOut`: dispensable cells not understood. */
export type ReadRow = { value: ImportLine; leftOut: FileField[] } | { reason: string };

/**
 * Makes a reader of rows. What it gives has the shape of an import line, but is not yet checked
 * against its limits. Throws `FileFault` for a date format that is none.
 */
export function rowReader(
  headers: readonly string[],
  mapping: FileMapping,
): (cells: readonly string[]) => ReadRow {
  const reading: CellReading = {
    dates: datesOf(mapping.dateFormats),
    timeZone: mapping.timeZone,
    scale: mapping.scale,
  };
  const mapped = Object.entries(mapping.columns).flatMap(([field, index]) =>
    isField(field) ? [{ field, index, header: headers[index] ?? '' }] : [],
  );
  const fixed = Object.entries(mapping.fixed).flatMap(([field, text]) =>
    isField(field) ? [{ field, text }] : [],
  );
  return (row) => {
    const cells = withoutEmptyEnd(row, headers.length);
    if (cells.length !== headers.length) {
      return { reason: `has ${cells.length} columns, the header has ${headers.length}` };
    }
    const fields = new Map<FileField, Cell>();
    const leftOut: FileField[] = [];
    const inputs = [
      ...mapped.map(({ field, index, header }) => ({ field, header, text: cells[index] ?? '' })),
      ...fixed.map(({ field, text }) => ({ field, header: null, text })),
    ];
    for (const { field, header, text } of inputs) {
      const cell = readCell(text, field, header, reading);
      if (cell === null) continue;
      if (!('reason' in cell)) fields.set(field, cell);
      else if (mapping.dispensable.includes(field)) leftOut.push(field);
      else return cell;
    }
    if (!fields.has('topic') && mapping.topicElse !== null) {
      const title = (cells[mapping.topicElse] ?? '').trim();
      if (title !== '') fields.set('topic', { value: title });
    }
    return { value: lineOf(fields, mapping), leftOut };
  };
}

function datesOf(formats: readonly string[]): CellReading['dates'] {
  try {
    return dateReaders(formats);
  } catch (cause) {
    throw new FileFault(cause instanceof Error ? cause.message : String(cause));
  }
}

/** A spreadsheet adds empty cells at the end of a row. */
function withoutEmptyEnd(cells: readonly string[], width: number): readonly string[] {
  let length = cells.length;
  while (length > width && cells[length - 1]?.trim() === '') length -= 1;
  return cells.slice(0, length);
}

/** Fields that are in a line as they are. */
const PLAIN = [
  'id',
  'startedAt',
  'endedAt',
  'channel',
  'visibility',
  'customer',
  'email',
  'ticketId',
  'asked',
  'askedBy',
  'handedOverAt',
] as const satisfies readonly FileField[];

const OF_RATING = [
  ['comment', 'rating.comment'],
  ['ratedAt', 'rating.ratedAt'],
] as const;
const OF_PREDICTED = [['reason', 'predicted.reason']] as const;

function lineOf(fields: ReadonlyMap<FileField, Cell>, mapping: FileMapping): ImportLine {
  const line: Record<string, unknown> = {};
  for (const field of PLAIN) {
    const cell = fields.get(field);
    if (cell) line[field] = cell.value;
  }
  const rating = part(fields, 'rating.score', OF_RATING);
  if (rating) {
    const ratedAt = fields.get('rating.ratedAt');
    const startedAt = String(line.startedAt);
    // A day without a time: on the day of the start it cannot have been before the start.
    if (ratedAt?.dayOnly && sameDay(String(ratedAt.value), startedAt, mapping.timeZone)) {
      rating.ratedAt = startedAt;
    }
    line.rating = rating;
  }
  // A score that a model gave has a face or is none.
  const predicted = part(fields, 'predicted.score', OF_PREDICTED);
  if (predicted && predicted.score !== null) line.predicted = predicted;
  const topics = topicsOf(fields, mapping);
  if (topics.length > 0) line.topics = topics;
  const messages = messagesOf(fields);
  if (messages.length > 0) line.messages = messages;
  // What does not fit is found by whoever checks the line against its schema.
  return line as ImportLine;
}

/** Rating or predicted score; `null` without a score, for a comment alone is no rating. */
function part(
  fields: ReadonlyMap<FileField, Cell>,
  score: FileField,
  others: readonly (readonly [name: string, field: FileField])[],
): Record<string, unknown> | null {
  const cell = fields.get(score);
  if (!cell) return null;
  const found: Record<string, unknown> = { score: cell.value };
  if (cell.sentiment !== undefined) found.sentiment = cell.sentiment;
  for (const [name, field] of others) {
    const other = fields.get(field);
    if (other) found[name] = other.value;
  }
  return found;
}

function topicsOf(fields: ReadonlyMap<FileField, Cell>, mapping: FileMapping) {
  const { topicsApart: apart, dispensable } = mapping;
  const text = fields.get('topic')?.value;
  const given = fields.get('topic.id')?.value;
  // My AskAI writes them with a capital letter.
  const category = fields.get('topic.category')?.value?.toString().toLowerCase();
  const fits = is(TopicCategory, category) || !dispensable.includes('topic.category');
  const titles = text === undefined ? [] : apart === null ? [text] : String(text).split(apart);
  const more = category === undefined || !fits ? {} : { category };
  if (given !== undefined) {
    return [{ id: given, ...(text !== undefined && { title: text }), ...more }];
  }
  const named = titles.map((title) => String(title).trim()).filter((title) => title !== '');
  return [...new Map(named.map((title) => [topicId(title), title]))].map(([id, title]) => ({
    id,
    title,
    ...more,
  }));
}

function messagesOf(fields: ReadonlyMap<FileField, Cell>): NonNullable<ImportLine['messages']> {
  const at = fields.get('startedAt')?.value;
  return (
    [
      ['question', 'customer'],
      ['answer', 'ai_agent'],
    ] as const
  ).flatMap(([field, role]) => {
    const text = fields.get(field)?.value;
    if (text === undefined) return [];
    return [
      {
        id: field,
        role,
        text: String(text).slice(0, MAX_LENGTH.message),
        ...(at !== undefined && { at: String(at) }),
        sources: [],
      },
    ];
  });
}

function sameDay(day: string, instant: string, timeZone: string): boolean {
  const from = Date.parse(day);
  const at = Date.parse(instant);
  return at > from && dayOf(from, timeZone) === dayOf(at, timeZone);
}
