import { type DateChoice, guessDates, isDate, isWrittenDate } from './file-date-guess.ts';
import { FIELDS, type FileField, HEADERS, plainHeader } from './file-fields.ts';
import type { FileKind } from './file-kind.ts';
import type { FileMapping } from './file-line.ts';
import { readScore, saysUnrated, wordScaleOf } from './file-score.ts';

/** How sure it is what a column is: by its own name; by a name that fits; by what it holds alone. */
export type Confidence = 'sure' | 'likely' | 'unsure';

/** A guessed mapping, and how sure each of its columns is. */
export interface GuessedMapping {
  mapping: FileMapping;
  confidence: Map<FileField, Confidence>;
  /** The ways in which its dates can be read, the likeliest first: that one is in the mapping. */
  dates: DateChoice[];
}

/** Names that may be looked for in a file of the kind, in this order; each column serves one. */
const LOOKED_FOR: Record<FileKind, readonly FileField[]> = {
  topics: [
    'predicted.score',
    'predicted.reason',
    'rating.score',
    'rating.comment',
    'id',
    'startedAt',
    'email',
    'channel',
    'topic.category',
  ],
  conversations: [
    'predicted.score',
    'predicted.reason',
    'rating.score',
    'rating.comment',
    'id',
    'startedAt',
    'endedAt',
    'customer',
    'email',
    'channel',
    'ticketId',
  ],
  messages: ['id', 'startedAt', 'question', 'answer', 'customer', 'email', 'channel'],
  table: [
    'predicted.score',
    'predicted.reason',
    'id',
    'startedAt',
    'endedAt',
    'rating.ratedAt',
    'rating.score',
    'rating.comment',
    'email',
    'customer',
    'channel',
    'topic',
    'asked',
    'ticketId',
  ],
};

/** Headers that mean something else in an export of My AskAI. */
const OWN_HEADERS: Partial<Record<FileField, readonly string[]>> = {
  'topic.category': ['category'],
};

/** Cells that may be unreadable in an export of My AskAI without the row being refused. */
const DISPENSABLE: readonly FileField[] = [
  'predicted.score',
  'email',
  'customer',
  'endedAt',
  'topic.category',
];

/** `1699999999999x123456789012345678`: the ids of the platform that My AskAI is built on. */
const PLATFORM_ID = /^\d{13}x\d{5,}$/;

/** Guesses what the columns are from their headers and what the first rows hold. */
export function guessMapping(
  kind: FileKind,
  headers: readonly string[],
  rows: readonly (readonly string[])[],
  timeZone: string,
): GuessedMapping {
  const plain = headers.map(plainHeader);
  const cells = (index: number) =>
    rows.map((row) => (row[index] ?? '').trim()).filter((cell) => cell !== '');
  const columns: Partial<Record<FileField, number>> = {};
  const confidence = new Map<FileField, Confidence>();
  const take = (field: FileField, index: number, how: Confidence) => {
    columns[field] = index;
    confidence.set(field, how);
  };
  const taken = () => Object.values(columns);

  for (const field of LOOKED_FOR[kind]) {
    const names = (kind !== 'table' && OWN_HEADERS[field]) || HEADERS[field] || [];
    const found = names
      .map((name, rank) => ({ rank, index: plain.indexOf(name) }))
      .filter(({ index }) => index !== -1 && !taken().includes(index));
    // Of several that could be, one that holds what it should.
    const best = found.find(({ index }) => fits(field, cells(index))) ?? found[0];
    if (best === undefined) continue;
    const sure = best.rank < 4 && fits(field, cells(best.index));
    take(field, best.index, sure ? 'sure' : fits(field, cells(best.index)) ? 'likely' : 'unsure');
  }

  if (columns.startedAt === undefined || !fits('startedAt', cells(columns.startedAt))) {
    const index = headers.findIndex(
      (_, at) => !taken().includes(at) && cells(at).length > 0 && cells(at).every(isWrittenDate),
    );
    if (index !== -1) take('startedAt', index, 'unsure');
  }
  if (columns['rating.score'] === undefined && kind === 'table') {
    const index = headers.findIndex(
      (_, at) => !taken().includes(at) && cells(at).length > 0 && cells(at).every(isFace),
    );
    if (index !== -1) take('rating.score', index, 'unsure');
  }
  if (columns.email === undefined) {
    const index = headers.findIndex(
      (_, at) => !taken().includes(at) && cells(at).length > 0 && cells(at).every(isEmail),
    );
    if (index !== -1) take('email', index, 'unsure');
  }
  // A table of tickets: the ticket is the conversation.
  if (columns.id !== undefined && /^(?:ticket|case)/.test(plain[columns.id] ?? '')) {
    take('ticketId', columns.id, confidence.get('id') ?? 'likely');
  }
  const topicElse = kind === 'topics' ? takeTopics(plain, cells, take) : null;

  const dates = guessDates(
    Object.entries(columns)
      .filter(([field]) => FIELDS[field as FileField] === 'date')
      .flatMap(([, index]) => cells(index)),
    !timeZone.startsWith('America/'),
  );
  const scores = columns['rating.score'];
  return {
    mapping: {
      columns,
      fixed: {},
      topicElse,
      topicsApart: columns.topic === undefined ? null : separatorOf(cells(columns.topic)),
      dateFormats: dates[0]?.formats ?? [],
      timeZone,
      scale: scores === undefined ? 'three' : wordScaleOf(cells(scores)),
      dispensable: kind === 'table' ? [] : DISPENSABLE,
    },
    confidence,
    dates,
  };
}

/**
 * A row of My AskAI's topics is one topic of one conversation; `Parent topic` is what several
 * conversations have in common, a title or an id. Gives the column to take the title from where
 * there is none.
 */
function takeTopics(
  plain: readonly string[],
  cells: (index: number) => string[],
  take: (field: FileField, index: number, how: Confidence) => void,
): number | null {
  const title = plain.indexOf('title');
  const parent = plain.indexOf('parenttopic');
  const parents = parent === -1 ? [] : cells(parent);
  if (parents.length === 0) {
    if (title !== -1) take('topic', title, 'sure');
    return null;
  }
  if (!parents.every((cell) => PLATFORM_ID.test(cell))) {
    take('topic', parent, 'sure');
    return title === -1 ? null : title;
  }
  take('topic.id', parent, 'likely');
  if (title !== -1) take('topic', title, 'sure');
  return null;
}

/** Several tags in a cell. A comma alone may belong to a title. */
function separatorOf(cells: readonly string[]): string | null {
  return ['|', ';'].find((mark) => cells.some((cell) => cell.includes(mark))) ?? null;
}

function fits(field: FileField, cells: readonly string[]): boolean {
  if (cells.length === 0) return true;
  const share = (test: (cell: string) => boolean) => cells.filter(test).length / cells.length;
  switch (FIELDS[field]) {
    case 'date':
      return share(isDate) >= 0.8;
    case 'score':
      return share((cell) => saysUnrated(cell) || !('reason' in readScore(cell, 'three'))) >= 0.8;
    default:
      return field === 'email' ? share(isEmail) >= 0.5 : true;
  }
}

function isEmail(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);
}

/** A face drawn, not a number: numbers from 1 to 5 may be anything. */
function isFace(text: string): boolean {
  return /\p{Extended_Pictographic}/u.test(text) && !('reason' in readScore(text, 'three'));
}
