import * as v from 'valibot';
import { SourceError } from './errors.ts';
import { IntercomConversation, readIntercomConversation } from './intercom-conversation.ts';
import { type IntercomSearchAnswer, searchIntercom } from './intercom-http.ts';
import type { PlatformHttp } from './platform-http.ts';
import { readPullState, writePullState } from './pull-state.ts';
import type { SourceBatch, SourceConversation } from './source.ts';

/** The most that a search gives at once. */
const PAGE = 150;

/** The most deleted conversations that are listed at once, and how many such pages are read. */
const DELETED_PAGE = 60;
const DELETED_PAGES = 5;

/** A change is looked for from so long before (milliseconds): the search lags behind writes. */
const OVERLAP = 5 * 60_000;

/** Times in epoch milliseconds, by Intercom's clock where it tells it. */
const PullState = v.object({
  v: v.literal(1),
  /** Conversations changed since then are read; `null`: the first pass, over all rated ones. */
  since: v.nullable(v.number()),
  /** When the running pass began; `null` between two. The next one reads from then on. */
  began: v.nullable(v.number()),
  /** Cursor of the running pass; `null`: from its beginning. */
  after: v.nullable(v.string()),
  /** Conversations read in this pass. */
  done: v.number(),
});
type PullState = v.InferOutput<typeof PullState>;

const START: PullState = { v: 1, since: null, began: null, after: null, done: 0 };

/**
 * One page of what changed at Intercom. The first pass reads all conversations that were asked or
 * rated; each later one all that changed since the one before it began, rated or not, so that an
 * edit, a removed rating or a new tag is met whatever page it was on.
 */
export async function pullIntercom(
  http: PlatformHttp,
  aiAgent: string | null,
  text: string | null,
  signal: AbortSignal,
): Promise<SourceBatch> {
  const state = readPullState(PullState, text) ?? START;
  const page = await searchFrom(http, state, signal);
  if (page === null) {
    // The same pass again from its beginning, at its next turn: it must not spin.
    const again: PullState = { ...state, after: null, done: 0 };
    return batch(http, again, { notes: ['A cursor of Intercom had expired.'] });
  }
  const { rows, pages, total } = page;
  const notes = new Set<string>();
  const conversations = rows.flatMap((row) => readRow(row, aiAgent, notes));
  const began = state.began ?? page.began;
  const done = state.done + rows.length;
  const progress = state.since === null ? { done, total: Math.max(done, total) } : null;
  if (pages !== null && rows.length > 0) {
    const next: PullState = { ...state, began, after: pages, done };
    return batch(http, next, { conversations, more: true, notes: [...notes], progress });
  }
  const gone = state.since === null ? [] : await deletedSince(http, state.since, notes, signal);
  // The first pass may have taken long: what changed meanwhile is read at once.
  const more = state.since === null;
  const next: PullState = { ...START, since: Math.max(0, began - OVERLAP) };
  return batch(http, next, { conversations, gone, more, notes: [...notes], progress });
}

function batch(http: PlatformHttp, state: PullState, about: Partial<SourceBatch>): SourceBatch {
  return {
    conversations: [],
    gone: [],
    more: false,
    progress: null,
    notes: [],
    ...about,
    state: writePullState(state),
    wait: http.wait(),
  };
}

/** `null` where Intercom no longer knows the cursor. */
async function searchFrom(http: PlatformHttp, state: PullState, signal: AbortSignal) {
  try {
    const answer = await searchIntercom(http, { ...state, limit: PAGE }, signal);
    const { conversations: rows, pages, total_count: total } = answer.value;
    return {
      rows,
      pages: pages?.next?.starting_after ?? null,
      total: total ?? 0,
      began: beginning(answer, state.since),
    };
  } catch (error) {
    const refused = error instanceof SourceError && error.code === 'request_refused';
    if (state.after === null || !refused) throw error;
    return null;
  }
}

/**
 * From when on the next pass reads: what changed while this one runs may move to a page that was
 * read already. Where Intercom's own time is not told, its first rows are the only clock to go by.
 */
function beginning(answer: IntercomSearchAnswer, since: number | null): number {
  if (answer.timeIsTheirs) return answer.time;
  const times = answer.value.conversations.flatMap((row) => {
    const parsed = v.safeParse(v.object({ updated_at: v.number() }), row);
    return parsed.success ? [parsed.output.updated_at * 1_000] : [];
  });
  return Math.max(...times, since === null ? 0 : since + OVERLAP);
}

function readRow(row: unknown, aiAgent: string | null, notes: Set<string>): SourceConversation[] {
  const parsed = v.safeParse(IntercomConversation, row);
  if (!parsed.success) {
    const fields = parsed.issues.map((issue) => v.getDotPath(issue) ?? '').join(', ');
    notes.add(`A conversation could not be read; what does not fit: ${fields}.`);
    return [];
  }
  const { conversation, notes: found } = readIntercomConversation(parsed.output, aiAgent);
  for (const note of found) notes.add(note);
  const told = conversation.rating !== null || conversation.asked === true;
  return [told ? conversation : { ...conversation, onlyIfKnown: true }];
}

const DeletedAnswer = v.object({
  conversations: v.array(
    v.object({ id: v.union([v.string(), v.number()]), deleted_at: v.nullish(v.number()) }),
  ),
  pages: v.nullish(v.object({ total_pages: v.nullish(v.number()) })),
});

/** Ids of conversations deleted since. Not every token may list them: then a note says so. */
async function deletedSince(
  http: PlatformHttp,
  since: number,
  notes: Set<string>,
  signal: AbortSignal,
): Promise<string[]> {
  const gone: string[] = [];
  for (let page = 1; page <= DELETED_PAGES; page += 1) {
    const answer = await http
      .find({
        path: '/conversations/deleted',
        query: { page, per_page: DELETED_PAGE, order: 'desc' },
        answer: DeletedAnswer,
        signal,
      })
      .catch(nullIfDenied);
    if (!answer) {
      notes.add('Intercom does not tell which conversations were deleted.');
      break;
    }
    const { conversations, pages } = answer.value;
    const newer = conversations.filter(({ deleted_at: at }) => !at || at * 1_000 >= since);
    gone.push(...newer.map(({ id }) => String(id)));
    if (newer.length < conversations.length || page >= (pages?.total_pages ?? 1)) break;
  }
  return gone;
}

function nullIfDenied(error: unknown): null {
  const denied =
    error instanceof SourceError &&
    (error.code === 'scope_missing' || error.code === 'request_refused');
  if (denied) return null;
  throw error;
}
