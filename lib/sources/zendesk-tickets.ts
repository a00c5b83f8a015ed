import * as v from 'valibot';
import type { PlatformHttp } from './platform-http.ts';
import { timeToGoOnFrom, ZendeskId, ZendeskTime } from './zendesk-http.ts';
import { fieldsOf } from './zendesk-surveys.ts';

/** A ticket as Zendesk gives it, as far as it is used. Never its words, never who works on it. */
export const ZendeskTicket = v.object({
  id: ZendeskId,
  status: v.nullish(v.string()),
  created_at: ZendeskTime,
  updated_at: ZendeskTime,
  requester_id: v.nullish(ZendeskId),
  /** Only compared with the AI agent's id, never kept. */
  assignee_id: v.nullish(ZendeskId),
  via: v.nullish(v.object({ channel: v.nullish(v.union([v.string(), v.number()])) })),
  tags: v.nullish(v.array(v.string())),
  custom_fields: v.nullish(
    v.array(
      v.object({
        id: ZendeskId,
        value: v.nullish(v.union([v.string(), v.number(), v.boolean(), v.array(v.string())])),
      }),
    ),
  ),
  satisfaction_rating: v.nullish(
    v.object({
      id: v.nullish(ZendeskId),
      score: v.nullish(v.string()),
      comment: v.nullish(v.string()),
    }),
  ),
});
export type ZendeskTicket = v.InferOutput<typeof ZendeskTicket>;

/** The most tickets that Zendesk gives by their ids at once. */
const AT_ONCE = 100;

const ManyAnswer = v.object({ tickets: v.array(v.unknown()) });
const OneAnswer = v.object({ ticket: ZendeskTicket });
const ExportAnswer = v.object({
  tickets: v.array(v.unknown()),
  after_cursor: v.nullish(v.string()),
  end_of_stream: v.nullish(v.boolean()),
});

/** Tickets by their ids, in bulk; those that Zendesk does not give are missing. */
export async function showTickets(
  http: PlatformHttp,
  ids: readonly string[],
  notes: Set<string>,
  signal: AbortSignal,
): Promise<Map<string, ZendeskTicket>> {
  const found = new Map<string, ZendeskTicket>();
  const wanted = [...new Set(ids)];
  for (let start = 0; start < wanted.length; start += AT_ONCE) {
    const { value } = await http.ask({
      path: '/api/v2/tickets/show_many',
      query: { ids: wanted.slice(start, start + AT_ONCE).join(',') },
      answer: ManyAnswer,
      signal,
    });
    for (const ticket of readTickets(value.tickets, notes)) found.set(ticket.id, ticket);
  }
  return found;
}

/** One ticket; `null` if there is none. */
export async function showTicket(
  http: PlatformHttp,
  id: string,
  signal: AbortSignal,
): Promise<ZendeskTicket | null> {
  const path = `/api/v2/tickets/${encodeURIComponent(id)}`;
  const answer = await http.find({ path, answer: OneAnswer, signal });
  return answer?.value.ticket ?? null;
}

/**
 * A page of the tickets that changed, deleted ones too (status `deleted`), by cursor or from a time
 * on (epoch milliseconds). Zendesk holds back the latest minute; the cursor goes on from there.
 */
export async function exportTickets(
  http: PlatformHttp,
  from: { cursor: string } | { time: number },
  limit: number,
  notes: Set<string>,
  signal: AbortSignal,
): Promise<{ rows: ZendeskTicket[]; cursor: string | null; end: boolean; time: number }> {
  const answer = await http.ask({
    path: '/api/v2/incremental/tickets/cursor',
    query: {
      ...('cursor' in from
        ? { cursor: from.cursor }
        : { start_time: Math.max(0, Math.floor(from.time / 1_000)) }),
      per_page: limit,
    },
    answer: ExportAnswer,
    signal,
  });
  const { tickets, after_cursor: cursor, end_of_stream: end } = answer.value;
  return {
    rows: readTickets(tickets, notes),
    cursor: cursor ?? null,
    end: end ?? true,
    time: timeToGoOnFrom(answer),
  };
}

function readTickets(rows: readonly unknown[], notes: Set<string>): ZendeskTicket[] {
  return rows.flatMap((row) => {
    const parsed = v.safeParse(ZendeskTicket, row);
    if (parsed.success) return [parsed.output];
    notes.add(`A ticket could not be read: ${fieldsOf(parsed.issues)}.`);
    return [];
  });
}
