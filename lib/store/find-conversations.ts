import { type AtHand, keepSegment } from './at-hand.ts';
import { nameOf } from './conversation-name.ts';
import { candidates } from './directory.ts';
import { found } from './hash.ts';
import { linesOf, SEGMENT_ROWS, TEXT_ROWS } from './packed-rows.ts';
import type { PackedState, StoreDatabase } from './records.ts';
import { nameInLine, type ReadRow, readLine } from './row-line.ts';
import { fold, linesWith } from './search-text.ts';
import type { StoredConversation } from './views.ts';

/** Rows of one customer, ticket or e-mail address that are looked at, newest first. */
const MOST_CANDIDATES = 200;
/** Records of searchable words that are read at a time. */
const TEXTS_AT_A_TIME = 128;

/** What is read of a generation. */
export interface Generation {
  database: StoreDatabase;
  generation: number;
  /** As the feed's record has it. */
  packed: PackedState;
  /** What is in memory of this very state. */
  atHand?: AtHand | null;
}

/** What stands in rows, by row number. Blank rows are left out. */
export async function readRows(
  from: Generation,
  rows: readonly number[],
): Promise<Map<number, ReadRow>> {
  const numbers = [...new Set(rows.map((row) => Math.floor(row / SEGMENT_ROWS)))];
  const texts = await readSegments(from, numbers);
  const segments = new Map(numbers.map((number) => [number, linesOf(texts.get(number))]));
  const read = new Map<number, ReadRow>();
  for (const row of rows) {
    const line = segments.get(Math.floor(row / SEGMENT_ROWS))?.[row % SEGMENT_ROWS];
    if (line) read.set(row, readLine(line));
  }
  return read;
}

/** Records of lines, by number. */
export async function readSegments(
  { database, generation, atHand }: Generation,
  numbers: readonly number[],
): Promise<Map<number, string>> {
  const texts = new Map<number, string>();
  const missing: number[] = [];
  for (const number of numbers) {
    const text = atHand?.segments.get(number);
    if (text === undefined) missing.push(number);
    else texts.set(number, text);
  }
  if (missing.length > 0) {
    const read = await database.segments.bulkGet(missing.map((number) => [generation, number]));
    missing.forEach((number, index) => {
      const text = read[index];
      if (text !== undefined) texts.set(number, text);
    });
  }
  if (atHand) for (const [number, text] of texts) keepSegment(atHand, number, text);
  return texts;
}

/** One conversation; `null` if it is not kept, or was erased. */
export async function findById(
  from: Generation,
  source: string,
  id: string,
): Promise<StoredConversation | null> {
  const [kept] = await findAll(
    from,
    [found.byId(source, id)],
    (conversation) => conversation.source === source && conversation.id === id,
  );
  return kept ?? null;
}

/** The conversation, if its row is in memory: only one row of a conversation is not blank. */
export function findAtHand(
  from: Generation,
  source: string,
  id: string,
): StoredConversation | null {
  return lineAtHand(from, source, id)?.conversation ?? null;
}

/** The number of its row, if that is in memory. */
export function rowAtHand(from: Generation, source: string, id: string): number | null {
  const line = lineAtHand(from, source, id);
  return line?.row() ?? null;
}

function lineAtHand({ atHand }: Generation, source: string, id: string) {
  if (!atHand) return null;
  const name = nameInLine(source, id);
  for (const [number, text] of atHand.segments) {
    for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
      const end = text.indexOf('\n', at);
      const begin = text.lastIndexOf('\n', at) + 1;
      const line = text.slice(begin, end < 0 ? undefined : end);
      const { conversation } = readLine(line);
      // Two topics in a row might read like a source and an id.
      if (conversation?.source !== source || conversation.id !== id) continue;
      keepSegment(atHand, number, text);
      const row = () => number * SEGMENT_ROWS + linesOf(text.slice(0, begin)).length - 1;
      return { conversation, row };
    }
  }
  return null;
}

/** Those of some conversations that are kept, in no order that means anything. */
export async function findNamed(
  from: Generation,
  names: readonly { source: string; id: string }[],
): Promise<StoredConversation[]> {
  if (names.length === 0) return [];
  const wanted = new Set(names.map(nameOf));
  return findAll(
    from,
    names.map(({ source, id }) => found.byId(source, id)),
    (one) => wanted.has(nameOf(one)),
  );
}

/** Conversations found by an id, ticket id or e-mail hash, newest row first. */
export async function findExact(
  from: Generation,
  sources: readonly string[],
  text: string,
): Promise<StoredConversation[]> {
  const byId = sources.map((source) => found.byId(source, text));
  return findAll(
    from,
    [...byId, found.byTicket(text)],
    ({ id, ticketId }) => id === text || ticketId === text,
  );
}

/** The newest conversation of a ticket; `null` if none is kept. */
export async function findByTicket(
  from: Generation,
  source: string,
  ticket: string,
): Promise<StoredConversation | null> {
  const all = await findAll(
    from,
    [found.byTicket(ticket)],
    (one) => one.ticketId === ticket && one.source === source,
  );
  return all.sort((a, b) => b.startedAt - a.startedAt)[0] ?? null;
}

export async function findByEmail(
  from: Generation,
  emailHash: string,
): Promise<StoredConversation[]> {
  return findAll(from, [found.byEmail(emailHash)], (one) => one.emailHash === emailHash);
}

/** A customer's conversations, newest start first. */
export async function findByCustomer(
  from: Generation,
  source: string,
  customer: string,
): Promise<StoredConversation[]> {
  const all = await findAll(
    from,
    [found.byCustomer(source, customer)],
    (one) => one.customer === customer && one.source === source,
  );
  return all.sort((a, b) => b.startedAt - a.startedAt);
}

async function findAll(
  from: Generation,
  texts: readonly string[],
  isWanted: (conversation: StoredConversation) => boolean,
): Promise<StoredConversation[]> {
  const { database, generation, packed } = from;
  // One transaction for both steps, where the caller has none.
  const read = await database.transaction('r', database.directory, database.segments, async () => {
    const lists = await candidates(database, generation, packed.directory, texts);
    return readRows(
      from,
      lists.flatMap((list) => list.slice(0, MOST_CANDIDATES)),
    );
  });
  const byName = new Map<string, StoredConversation>();
  for (const { conversation } of read.values()) {
    if (!conversation || !isWanted(conversation)) continue;
    byName.set(nameOf(conversation), conversation);
  }
  return [...byName.values()];
}

/**
 * Conversations that have all the words in their comment, the last that came first. Goes
 * through all searchable words: 100,000 ratings have a few megabytes of them.
 */
export async function findByWords(
  from: Generation,
  text: string,
  limit: number,
): Promise<StoredConversation[]> {
  const words = fold(text).split(' ').filter(Boolean);
  if (words.length === 0) return [];
  const { database, generation, packed } = from;
  const found: StoredConversation[] = [];
  for (let end = Math.ceil(packed.rows / TEXT_ROWS); end > 0; end -= TEXTS_AT_A_TIME) {
    const part = database.searchText
      .where(':id')
      .between([generation, Math.max(0, end - TEXTS_AT_A_TIME)], [generation, end]);
    const texts = await part.toArray();
    const wanted: number[] = [];
    for (let at = texts.length - 1; at >= 0 && found.length + wanted.length < limit; at -= 1) {
      const text = texts[at] ?? '';
      const begin = text.indexOf('\n') + 1;
      const first = Number(text.slice(0, begin));
      wanted.push(...linesWith(text.slice(begin), words, limit).map((line) => first + line));
    }
    const read = await readRows(from, wanted);
    for (const row of wanted) {
      const conversation = read.get(row)?.conversation;
      if (conversation && found.length < limit) found.push(conversation);
    }
    if (found.length >= limit) break;
  }
  return found;
}
