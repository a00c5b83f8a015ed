import { addEntries, candidates } from './directory.ts';
import { found, hashOf } from './hash.ts';
import { putAll } from './put-all.ts';
import type { PackedState, StoreDatabase } from './records.ts';
import { isToReview, type ReadRow, readLine } from './row-line.ts';
import { fold } from './search-text.ts';
import type { StoredConversation } from './views.ts';

/**
 * Conversations as rows: numbered in the order in which they came, packed 64 to a record
 * (`segments`), with their comments' searchable words 1,024 to a record (`searchText`) and what is to review in
 * one list a month (`toReview`). A new state of a conversation is a new row; the row of the old state
 * becomes a blank line. A record without any line left is deleted.
 */

/** Rows of one record of lines. A record stays far below 64 KiB, and is cheap to write again. */
export const SEGMENT_ROWS = 64;
/** Rows of one record of searchable words. */
export const TEXT_ROWS = 1_024;
/** Characters of one record of a month's list. */
const MONTH_CHARACTERS = 24_000;

/** A row as it lies in the store. */
export interface LocatedRow extends ReadRow {
  row: number;
}

type Lines = { lines: string[]; changed: boolean };

/** Reads and writes packed rows inside the caller's transaction; nothing is written before `flush`. */
export interface PackedRows {
  /** The row of each conversation, in the order asked; `null` where there is none. */
  locate(conversations: readonly { source: string; id: string }[]): Promise<(LocatedRow | null)[]>;
  /** Adds a row. `holds` is what is in the line; `null` for a tombstone. */
  append(
    line: string,
    key: { source: string; id: string },
    holds: StoredConversation | 'counted' | null,
  ): void;
  /** Takes a row away, its words too. */
  blank(row: LocatedRow): void;
  /** Reads the segments from `first` to before `end`, so that `linesOf` has them. */
  load(first: number, end: number): Promise<void>;
  /** The lines of a loaded segment, as they were; blank ones are empty. */
  linesOf(segment: number): readonly string[];
  flush(): Promise<PackedState>;
}

/** Opens the packed rows of a generation as of `state`. */
export function openPackedRows(
  database: StoreDatabase,
  generation: number,
  state: PackedState,
): PackedRows {
  const segments = new Map<number, Lines>();
  const blankedWords = new Set<number>();
  const newWords = new Map<number, string>();
  const months = new Map<number, string[]>();
  const pairs: number[] = [];
  const appended = new Map<number, string[]>();
  let { rows, live, counted = 0 } = state;

  async function loadSegments(numbers: Iterable<number>): Promise<void> {
    const missing = [...new Set(numbers)].filter((number) => !segments.has(number));
    if (missing.length === 0) return;
    const texts = await database.segments.bulkGet(missing.map((number) => [generation, number]));
    missing.forEach((number, index) => {
      segments.set(number, { lines: linesOf(texts[index]), changed: false });
    });
  }

  const lineOf = (row: number) =>
    segments.get(Math.floor(row / SEGMENT_ROWS))?.lines[row % SEGMENT_ROWS] ?? '';

  return {
    async locate(conversations) {
      const texts = conversations.map(({ source, id }) => found.byId(source, id));
      const lists = await candidates(database, generation, state.directory, texts);
      await loadSegments(lists.flat().map((row) => Math.floor(row / SEGMENT_ROWS)));
      return conversations.map(({ source, id }, index) => {
        for (const row of lists[index] ?? []) {
          const line = lineOf(row);
          if (line === '') continue;
          const read = readLine(line);
          if (read.source === source && read.id === id) return { ...read, row };
        }
        return null;
      });
    },
    append(line, { source, id }, holds) {
      const row = rows;
      rows += 1;
      const number = Math.floor(row / SEGMENT_ROWS);
      const lines = appended.get(number);
      if (lines) lines.push(line);
      else appended.set(number, [line]);
      pairs.push(row, hashOf(found.byId(source, id)));
      if (holds === 'counted') counted += 1;
      if (!holds || holds === 'counted') return;
      live += 1;
      const conversation = holds;
      const { ticketId, customer, emailHash } = conversation;
      if (ticketId !== null) pairs.push(row, hashOf(found.byTicket(ticketId)));
      if (customer !== null) pairs.push(row, hashOf(found.byCustomer(source, customer)));
      if (emailHash !== null) pairs.push(row, hashOf(found.byEmail(emailHash)));
      if (conversation.rating?.comment) newWords.set(row, fold(conversation.rating.comment));
      if (!isToReview(conversation)) return;
      const month = monthNumber(conversation.startedAt);
      const entries = months.get(month) ?? [];
      entries.push(
        writeEntry({ startedAt: conversation.startedAt, row, topics: conversation.topics }),
      );
      months.set(month, entries);
    },
    blank({ row, conversation, counted: isCounted }) {
      const segment = segments.get(Math.floor(row / SEGMENT_ROWS));
      if (!segment) throw new Error('a row is blanked that was not located');
      segment.lines[row % SEGMENT_ROWS] = '';
      segment.changed = true;
      if (isCounted) counted -= 1;
      if (!conversation) return;
      if (conversation.rating?.comment) blankedWords.add(row);
      live -= 1;
    },
    async load(first, end) {
      await loadSegments(Array.from({ length: end - first }, (_, index) => first + index));
    },
    linesOf: (segment) => [...(segments.get(segment)?.lines ?? [])],
    async flush() {
      await flushSegments();
      await flushWords();
      await flushMonths();
      const directory = await addEntries(database, generation, state.directory, pairs);
      return {
        ...state,
        rows,
        live,
        ...(counted > 0 || state.counted ? { counted } : {}),
        directory,
      };
    },
  };

  async function flushSegments(): Promise<void> {
    const open = Math.floor(state.rows / SEGMENT_ROWS);
    if (appended.has(open) && state.rows % SEGMENT_ROWS > 0) await loadSegments([open]);
    for (const [number, lines] of appended) {
      const before = number === open ? (segments.get(open)?.lines ?? []) : [];
      if (number === open) while (before.length < state.rows % SEGMENT_ROWS) before.push('');
      segments.set(number, { lines: [...before, ...lines], changed: true });
    }
    const values: string[] = [];
    const keys: number[][] = [];
    const gone: number[][] = [];
    for (const [number, { lines, changed }] of segments) {
      if (!changed) continue;
      if (lines.every((line) => line === '')) gone.push([generation, number]);
      else {
        values.push(lines.join('\n'));
        keys.push([generation, number]);
      }
    }
    await putAll(database.segments, values, keys);
    if (gone.length > 0) await database.segments.bulkDelete(gone);
  }

  async function flushWords(): Promise<void> {
    const chunkOf = (row: number) => Math.floor(row / TEXT_ROWS);
    const numbers = [...new Set([...blankedWords, ...newWords.keys()].map(chunkOf))];
    const texts = await database.searchText.bulkGet(numbers.map((number) => [generation, number]));
    const chunks = new Map(
      numbers.map((number, index) => [number, linesOf(texts[index]).slice(1)] as const),
    );
    for (const row of blankedWords) {
      const lines = chunks.get(chunkOf(row));
      if (lines && row % TEXT_ROWS < lines.length) lines[row % TEXT_ROWS] = '';
    }
    for (const [row, words] of newWords) {
      const lines = chunks.get(chunkOf(row)) ?? [];
      while (lines.length < row % TEXT_ROWS) lines.push('');
      lines[row % TEXT_ROWS] = words;
    }
    const kept = [...chunks].filter(([, lines]) => lines.some((line) => line !== ''));
    const gone = [...chunks].filter(([, lines]) => lines.every((line) => line === ''));
    await putAll(
      database.searchText,
      // The number of the first row goes first: a search reads values alone, not their keys.
      kept.map(([number, lines]) => [number * TEXT_ROWS, ...lines].join('\n')),
      kept.map(([number]) => [generation, number]),
    );
    if (gone.length > 0) {
      await database.searchText.bulkDelete(gone.map(([number]) => [generation, number]));
    }
  }

  async function flushMonths(): Promise<void> {
    const values: string[] = [];
    const keys: number[][] = [];
    await Promise.all(
      [...months].map(async ([month, entries]) => {
        const last = await database.toReview
          .where(':id')
          .between([generation, month, -Infinity], [generation, month, Infinity])
          .last();
        let { chunk, text } = last ?? { chunk: 0, text: '' };
        for (const entry of entries) {
          if (text.length + entry.length > MONTH_CHARACTERS) {
            values.push(text);
            keys.push([generation, month, chunk]);
            chunk += 1;
            text = '';
          }
          text = text === '' ? entry : `${text}\n${entry}`;
        }
        values.push(text);
        keys.push([generation, month, chunk]);
      }),
    );
    await putAll(
      database.toReview,
      values.map((text, index) => ({ chunk: keys[index]?.[2] ?? 0, text })),
      keys,
    );
  }
}

/** The lines of a record. A record that is not there has none. */
export function linesOf(text: string | undefined): string[] {
  return text === undefined ? [] : text.split('\n');
}

/** Months since 1970 in UTC. */
export function monthNumber(time: number): number {
  const date = new Date(time);
  return (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth();
}

/** One conversation in a month's list of what is to review. */
export interface ToReviewEntry {
  startedAt: number;
  row: number;
  topics: string[];
}

function writeEntry({ startedAt, row, topics }: ToReviewEntry): string {
  return JSON.stringify([startedAt, row, ...topics]);
}

/** Reads a line of a month's list. */
export function readEntry(line: string): ToReviewEntry {
  const [startedAt, row, ...topics] = JSON.parse(line) as [number, number, ...string[]];
  return { startedAt, row, topics };
}
