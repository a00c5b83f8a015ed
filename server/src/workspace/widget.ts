import type { Door } from '../../../lib/contract/conversation.ts';
import { toInstant } from '../../../lib/contract/primitives.ts';
import type {
  PutRating,
  WidgetClaims,
  WidgetConversation,
  WidgetQuery,
} from '../../../lib/contract/widget.ts';
import { maskPersonal } from '../../../lib/csat/mask-personal.ts';
import type { ConversationRow } from '../database/schema.ts';
import { planDelivery } from '../webhooks/plan-delivery.ts';
import { languageOf, textsIn } from '../widget-texts/texts.ts';
import { isFinalAt, newConversation, settled } from './conversation-record.ts';
import { refuseErased } from './erased-ids.ts';
import { changeConversation } from './ingest.ts';
import { Refusal } from './refusal.ts';
import { OWN_SOURCE, readWorkspace, type Scope, type WorkspaceFacts } from './scope.ts';

/** Subject of the token of a customer without a reference. */
export const VISITOR = 'visitor';

/**
 * What the widget shows of its own conversation. One that is not yet known reads as just begun;
 * an erased one is refused with `erased`.
 */
export async function widgetConversation(
  scope: Scope,
  claims: WidgetClaims,
  query: WidgetQuery = {},
): Promise<WidgetConversation> {
  const row = await scope.db
    .selectFrom('conversations')
    .selectAll()
    .where('workspace_id', '=', scope.workspace)
    .where('source', '=', OWN_SOURCE)
    .where('id', '=', claims.cid)
    .executeTakeFirst();
  if (!row) await refuseErased(scope.db, scope.workspace, claims.cid);
  return widgetView(scope, claims, row ?? null, await readWorkspace(scope), query);
}

function widgetView(
  scope: Scope,
  claims: WidgetClaims,
  row: ConversationRow | null,
  { collectionEnabled, settings }: Pick<WorkspaceFacts, 'collectionEnabled' | 'settings'>,
  query: WidgetQuery,
): WidgetConversation {
  const now = scope.clock();
  const { words, texts } = textsIn(languageOf(query.lang), settings);
  const shown = row && row.score !== null && !(row.rated_by_team && claims.rater !== 'team');
  const finalTime = row ? settled(row, now).final_at : null;
  return {
    collection: collectionEnabled,
    visibility: row?.visibility ?? 'external',
    rating:
      shown && row.score !== null
        ? {
            score: row.score,
            comment: row.comment,
            ...(row.reason !== null && { reason: row.reason }),
            seq: row.rating_seq ?? 0,
          }
        : null,
    final: row ? isFinalAt(row, now) : false,
    finalAt: finalTime === null ? null : toInstant(finalTime),
    handedOver: (row?.handed_over_at ?? null) !== null,
    serverTime: toInstant(now),
    reasons: settings.widget?.reasons ?? [],
    words,
    texts: query.words === words ? {} : texts,
  };
}

/** The conversation of the token, begun by it if it is not yet known. */
function ofToken(
  scope: Scope,
  claims: WidgetClaims,
  stored: ConversationRow | null,
  facts: { timeZone: string; collectionEnabled: boolean },
  now: number,
): ConversationRow {
  if (stored) return stored;
  const row = newConversation(scope.workspace, claims.cid, { ...facts, startedAt: now, now });
  return { ...row, customer: claims.sub === VISITOR ? null : claims.sub };
}

/**
 * 👍 was shown or the picker opened; each counts once. The team's own asking in a customer's
 * conversation is not the customer's and is not kept.
 */
export async function recordAsked(
  scope: Scope,
  claims: WidgetClaims,
  asked: { stage: 'shown' | 'opened'; door: Door },
  query: WidgetQuery = {},
): Promise<WidgetConversation> {
  const { row, facts } = await changeConversation(
    scope,
    claims.cid,
    async (stored, { facts, now }) => {
      const row = ofToken(scope, claims, stored, facts, now);
      if (asked.stage === 'shown' ? row.asked === true : row.opened_at !== null) return { row };
      if (isFinalAt(row, now)) throw new Refusal('rating_final');
      if (!facts.collectionEnabled && row.asked !== true) throw new Refusal('collection_off');
      if (claims.rater === 'team' && row.visibility === 'external') return { row };
      return { row: withAsked(row, asked.door, now, asked.stage === 'opened') };
    },
  );
  return widgetView(scope, claims, row, facts, query);
}

function withAsked(row: ConversationRow, door: Door, now: number, opened: boolean) {
  const asked = row.asked === true ? row : { ...row, asked: true, asked_at: now, asked_by: door };
  return opened && asked.opened_at === null ? { ...asked, opened_at: now } : asked;
}

/**
 * Gives or changes the rating. A number (`seq`) that is not newer than the stored one's is a late
 * retry: it changes nothing, even once the rating is final. The team's own try never takes the
 * place of a customer's rating; a customer's takes the place of the team's.
 */
export async function rate(
  scope: Scope,
  claims: WidgetClaims,
  rating: PutRating,
  query: WidgetQuery = {},
): Promise<WidgetConversation> {
  const { row, facts } = await changeConversation(
    scope,
    claims.cid,
    async (stored, { tx, facts, now }) => {
      const row = ofToken(scope, claims, stored, facts, now);
      const byTeam = claims.rater === 'team';
      const own = row.score !== null && row.rated_by_team === byTeam;
      if (own && rating.seq <= (row.rating_seq ?? 0)) return { row };
      if (isFinalAt(row, now)) throw new Refusal('rating_final');
      if (!own && !facts.collectionEnabled) throw new Refusal('collection_off');
      if (byTeam && row.score !== null && !row.rated_by_team) return { row };
      const rated = withRating(row, rating, { byTeam, own, now });
      if (rated.rated_at === now) await planDelivery(tx, rated, now);
      return { row: rated };
    },
  );
  return widgetView(scope, claims, row, facts, query);
}

function withRating(
  row: ConversationRow,
  rating: PutRating,
  { byTeam, own, now }: { byTeam: boolean; own: boolean; now: number },
): ConversationRow {
  const before = own ? row.comment : null;
  const comment = rating.comment === undefined ? before : cleanComment(rating.comment);
  const reason = reasonAfter(rating, own ? row.reason : null);
  const same =
    own && row.score === rating.score && row.comment === comment && row.reason === reason;
  const rated: ConversationRow = {
    ...row,
    score: rating.score,
    comment,
    reason,
    rated_at: same ? row.rated_at : now,
    rating_seq: rating.seq,
    rated_by_team: byTeam,
  };
  if (byTeam && row.visibility === 'external') return rated;
  // Whoever rated was asked and opened the picker, even if that message was lost on the way.
  const door: Door = row.handed_over_at === null ? 'helped' : 'handover';
  return withAsked(rated, door, now, true);
}

/** A reason belongs to an unhappy or neutral face: it goes with it. */
function reasonAfter({ score, reason }: PutRating, before: string | null): string | null {
  if (score > 3) return null;
  return reason === undefined ? before : reason;
}

/** A comment as it is kept: personal numbers masked, a blank one none. */
export function cleanComment(comment: string | null | undefined): string | null {
  const text = maskPersonal((comment ?? '').toWellFormed()).trim();
  return text === '' ? null : text;
}
