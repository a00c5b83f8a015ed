import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import type { ImportLine, ImportReport, RejectedLine } from '../../../lib/contract/import.ts';
import { rowsOf } from '../database/rows.ts';
import type { Tx } from '../database/schema.ts';
import type { Edit } from './day-differences.ts';
import { erasedAmong } from './erased-ids.ts';
import { importedConversation, importedMessages, readLine, withStored } from './import-line.ts';
import { beginWrite, inTransaction, OWN_SOURCE, type Scope } from './scope.ts';
import { topicEdits } from './topic-edits.ts';
import { lockConversations, writeConversations } from './write-conversations.ts';

/** Lines of one transaction: small enough that nobody's rating waits for long. */
const BATCH_LINES = 500;
/** Messages of one transaction. */
const BATCH_MESSAGES = 5_000;
/** A conversation twice in so many lines is written once, as its last line states it. */
const WINDOW_LINES = 50_000;
const WINDOW_CHARACTERS = 32_000_000;
/** The report lists so many rejected lines; the others are only counted. */
const LISTED = 1_000;

interface GoodLine {
  line: number;
  value: ImportLine;
}

/**
 * Imports conversations of the past. Keeps the good lines, lists each bad one by its number,
 * commits at most 500 lines at a time; the same lines again change nothing.
 */
export async function importLines(
  scope: Scope,
  lines: AsyncIterable<{ line: number; value: unknown }>,
  onProgress?: (report: ImportReport) => void,
): Promise<ImportReport> {
  const report: ImportReport = {
    lines: 0,
    created: 0,
    changed: 0,
    unchanged: 0,
    rejectedCount: 0,
    rejected: [],
  };
  const reject = (rejected: RejectedLine) => {
    report.rejectedCount += 1;
    if (report.rejected.length < LISTED) report.rejected.push(rejected);
  };
  let window = new Map<string, GoodLine>();
  let characters = 0;
  const flush = async () => {
    for (const batch of batchesOf(window.values())) {
      await importBatch(scope, batch, report, reject);
      onProgress?.({ ...report, rejected: inOrder(report.rejected) });
      // The embedded database computes in this very thread: others get their turn.
      await setImmediate();
    }
    window = new Map();
    characters = 0;
  };
  for await (const { line, value } of lines) {
    report.lines += 1;
    const reading = readLine(line, value);
    if (reading.kind === 'bad') {
      reject({ line, reason: reading.reason });
      continue;
    }
    const { id } = reading.value;
    // A part of what is known is laid over what came before.
    if (reading.value.partial && window.has(id)) await flush();
    if (window.delete(id)) report.unchanged += 1;
    window.set(id, reading);
    characters += sizeOf(reading.value);
    if (window.size >= WINDOW_LINES || characters >= WINDOW_CHARACTERS) await flush();
  }
  await flush();
  onProgress?.({ ...report, rejected: inOrder(report.rejected) });
  return { ...report, rejected: inOrder(report.rejected) };
}

function inOrder(rejected: readonly RejectedLine[]): RejectedLine[] {
  return [...rejected].sort((a, b) => a.line - b.line);
}

function sizeOf(line: ImportLine): number {
  const texts = (line.messages ?? []).map((message) => message.text.length);
  return 300 + (line.rating?.comment?.length ?? 0) + texts.reduce((sum, length) => sum + length, 0);
}

function* batchesOf(lines: Iterable<GoodLine>): Generator<GoodLine[]> {
  let batch: GoodLine[] = [];
  let messages = 0;
  for (const line of lines) {
    batch.push(line);
    messages += line.value.messages?.length ?? 0;
    if (batch.length < BATCH_LINES && messages < BATCH_MESSAGES) continue;
    yield batch;
    batch = [];
    messages = 0;
  }
  if (batch.length > 0) yield batch;
}

async function importBatch(
  scope: Scope,
  batch: readonly GoodLine[],
  report: ImportReport,
  reject: (rejected: RejectedLine) => void,
): Promise<void> {
  const outcome = await inTransaction(scope.db, (tx) => writeBatch(tx, scope.workspace, batch));
  report.created += outcome.created;
  report.changed += outcome.changed;
  report.unchanged += outcome.unchanged;
  for (const line of outcome.erased) {
    reject({ line, reason: 'this conversation was erased; an import does not bring it back' });
  }
  for (const line of outcome.live) {
    reject({ line, reason: 'a live conversation has this id; an import does not change it' });
  }
}

async function writeBatch(tx: Tx, workspace: string, batch: readonly GoodLine[]) {
  const facts = await beginWrite(tx, workspace);
  const stored = await lockConversations(
    tx,
    workspace,
    batch.map(({ value }) => value.id),
  );
  const erasedIds = await erasedAmong(
    tx,
    workspace,
    batch.map(({ value }) => value.id),
  );
  const erased: number[] = [];
  const live: number[] = [];
  const edits: Edit[] = [];
  const transcripts: ImportLine[] = [];
  const named: NonNullable<ImportLine['topics']> = [];
  for (const { line, value } of batch) {
    if (erasedIds.has(value.id)) {
      erased.push(line);
      continue;
    }
    const before = stored.get(value.id) ?? null;
    if (before && !before.imported) {
      live.push(line);
      continue;
    }
    const stated = importedConversation(workspace, value, facts);
    const after = before && value.partial ? withStored(stated, value, before) : stated;
    edits.push({ before, after: { ...after, change_n: before?.change_n ?? 0 } });
    if ((before?.transcript_hash ?? null) !== after.transcript_hash) transcripts.push(value);
    named.push(...(value.topics ?? []));
  }
  const topics = await topicEdits(tx, workspace, named);
  await replaceTranscripts(tx, workspace, transcripts);
  const written = await writeConversations(tx, workspace, edits, topics);
  const texts = new Set(transcripts.map(({ id }) => id));
  const different = edits.filter((edit) => written.has(edit) || texts.has(edit.after.id));
  const created = different.filter(({ before }) => before === null).length;
  return {
    erased,
    live,
    created,
    changed: different.length - created,
    unchanged: edits.length - different.length,
  };
}

async function replaceTranscripts(tx: Tx, workspace: string, lines: readonly ImportLine[]) {
  if (lines.length === 0) return;
  await tx
    .deleteFrom('messages')
    .where('workspace_id', '=', workspace)
    .where('source', '=', OWN_SOURCE)
    .where(sql<boolean>`conversation_id = any(${lines.map(({ id }) => id)}::text[])`)
    .execute();
  const messages = lines.flatMap((line) => importedMessages(workspace, line));
  if (messages.length === 0) return;
  await sql`insert into messages select * from ${rowsOf('messages', messages)}`.execute(tx);
}
