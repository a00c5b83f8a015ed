import { SLOTS } from '../../lib/csat/day-counts.ts';
import type { Outcome } from '../../lib/messages/protocol.ts';
import { isSample } from '../../lib/sample/is-sample.ts';
import type { ExportFacts, JoinedWorkspace, StoredConversation } from '../../lib/store/views.ts';
import { type Cell, toCsv } from '../insights/csv.ts';
import type { OptionsPorts } from './options-ports.ts';

export type ExportKind = 'json' | 'csv';

/**
 * Reads all that is kept, part by part, and saves it as a file. A teammate's file holds counts only.
 * Columns and keys are the same in every language: programs read them.
 * @param onRead how many conversations were read so far
 * @returns how many it holds
 */
export async function takeAlong(
  kind: ExportKind,
  workspace: JoinedWorkspace,
  ports: Pick<OptionsPorts, 'exportFacts' | 'exportPart' | 'saveFile'>,
  onRead: (conversations: number) => void,
): Promise<Outcome<number>> {
  const facts = await ports.exportFacts();
  if (!facts.ok) return facts;
  const name = `fivefaces-${isSample(workspace) ? 'sample-' : ''}${new Date().toISOString().slice(0, 10)}`;
  const takesAll = workspace.solo || workspace.role === 'admin';
  const pieces: string[] = [];
  let conversations = 0;
  const write = kind === 'json' ? jsonWriter(workspace, facts.value) : csvWriter(facts.value);
  if (takesAll) {
    pieces.push(write.begin());
    for (let next: number | null = 0; next !== null; ) {
      const part = await ports.exportPart(next);
      if (!part.ok) return part;
      pieces.push(write.part(part.value.conversations));
      conversations += part.value.conversations.length;
      next = part.value.next;
      onRead(conversations);
    }
    pieces.push(write.end());
  } else if (kind === 'json') pieces.push(write.begin(), write.end());
  else pieces.push(countsCsv(facts.value));
  ports.saveFile(
    `${name}.${kind}`,
    new Blob(pieces, { type: kind === 'json' ? 'application/json' : 'text/csv;charset=utf-8' }),
  );
  return { ok: true, value: conversations };
}

/** Writes a file piece by piece. */
interface Writer {
  begin(): string;
  part(conversations: readonly StoredConversation[]): string;
  end(): string;
}

function jsonWriter(workspace: JoinedWorkspace, facts: ExportFacts): Writer {
  const { name, timeZone, demo, solo } = workspace;
  const head = { workspace: { name, timeZone, demo, solo }, sample: isSample(workspace) };
  const { dayCounts, ...others } = facts;
  let first = true;
  return {
    begin() {
      const fields = { ...head, ...others, dayCounts: { slots: SLOTS, counts: dayCounts } };
      return `${JSON.stringify(fields).slice(0, -1)},"conversations":[\n`;
    },
    part: (conversations) =>
      conversations
        .map((conversation) => {
          const line = `${first ? '' : ',\n'}${JSON.stringify(conversation)}`;
          first = false;
          return line;
        })
        .join(''),
    end: () => '\n]}\n',
  };
}

const COLUMNS = [
  'source',
  'id',
  'ticket',
  'channel',
  'customer',
  'started_at',
  'ended_at',
  'counted_on',
  'asked',
  'score',
  'sentiment',
  'comment',
  'rated_at',
  'rated_whom',
  'team_test',
  'ai_csat',
  'ai_csat_reason',
  'topics',
  'review_cause',
  'review_next_step',
  'review_note',
  'review_done_at',
] as const;

function csvWriter({ topics, reviews }: ExportFacts): Writer {
  const titles = new Map(topics.map(({ id, title }) => [id, title]));
  const reviewed = new Map(reviews.map((review) => [`${review.source}\n${review.id}`, review]));
  const cells = (one: StoredConversation): Cell[] => {
    const { rating, predicted } = one;
    const review = reviewed.get(`${one.source}\n${one.id}`);
    return [
      one.source,
      one.id,
      one.ticketId,
      one.channel,
      one.customer,
      instant(one.startedAt),
      instant(one.endedAt),
      one.countedOn,
      one.asked === null ? null : String(one.asked),
      rating?.score ?? null,
      rating?.sentiment ?? null,
      rating?.comment ?? null,
      instant(rating?.ratedAt ?? null),
      rating?.of ?? null,
      String(one.visibility === 'internal' || rating?.byTeam === true),
      predicted?.score ?? null,
      predicted?.reason ?? null,
      one.topics.map((id) => titles.get(id) ?? id).join('; '),
      review?.cause ?? null,
      review?.nextStep ?? null,
      review?.note ?? null,
      review?.doneAt ?? null,
    ];
  };
  return {
    begin: () => toCsv(COLUMNS, []),
    part: (conversations) => withoutHead(toCsv(COLUMNS, conversations.map(cells))),
    end: () => '',
  };
}

function countsCsv({ topics, dayCounts }: ExportFacts): string {
  const titles = new Map(topics.map(({ id, title }) => [id, title]));
  const rows = dayCounts.flatMap(({ source, topic, days }) =>
    days.map(([day, counts]): Cell[] => [
      source,
      topic === null ? null : (titles.get(topic) ?? topic),
      day,
      ...counts,
    ]),
  );
  return toCsv(['source', 'topic', 'day', ...SLOTS], rows);
}

function withoutHead(csv: string): string {
  return csv.slice(csv.indexOf('\r\n') + 2);
}

function instant(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}
