import * as v from 'valibot';
import { isScore, SCORES, type Score, type Sentiment, sentiment } from '../csat/scale.ts';
import type { PlatformHttp } from './platform-http.ts';
import {
  nextCursor,
  timeToGoOnFrom,
  ZendeskId,
  ZendeskMeta,
  type ZendeskPage,
  ZendeskTime,
} from './zendesk-http.ts';

/**
 * Zendesk's CSAT survey responses. They have no published OpenAPI description; fields are as in
 * developer.zendesk.com/api-reference/ticketing/ticket-management/csat_survey_responses/.
 */

const Question = v.object({
  type: v.nullish(v.string()),
  sub_type: v.nullish(v.string()),
  alias: v.nullish(v.string()),
  /** Often left out in lists: then how many points the scale has is not known. */
  options: v.nullish(v.array(v.object({ rating: v.nullish(v.number()) }))),
});

const Answer = v.object({
  type: v.nullish(v.string()),
  rating: v.nullish(v.number()),
  rating_category: v.nullish(v.string()),
  value: v.nullish(v.string()),
  question: v.nullish(Question),
  created_at: ZendeskTime,
  updated_at: ZendeskTime,
});
type Answer = v.InferOutput<typeof Answer>;

export const SurveyResponse = v.object({
  /** A ULID: its order is the order in which responses were made. */
  id: v.string(),
  responder_id: v.nullish(ZendeskId),
  subject_zrns: v.nullish(v.array(v.string())),
  subjects: v.nullish(
    v.array(
      v.object({
        id: v.nullish(ZendeskId),
        type: v.nullish(v.string()),
        zrn: v.nullish(v.string()),
      }),
    ),
  ),
  expires_at: ZendeskTime,
  answers: v.nullish(v.array(Answer)),
});
export type SurveyResponse = v.InferOutput<typeof SurveyResponse>;

const ListAnswer = v.object({ survey_responses: v.array(v.unknown()), meta: ZendeskMeta });

/**
 * A page of survey responses, oldest first. `from`: made since then (epoch milliseconds); `tickets`:
 * only about these. `null` where the account has no such list.
 */
export async function listSurveyResponses(
  http: PlatformHttp,
  list: {
    from?: number | null;
    tickets?: readonly string[];
    conversation?: string;
    after?: string | null;
    limit: number;
  },
  notes: Set<string>,
  signal: AbortSignal,
): Promise<ZendeskPage<SurveyResponse> | null> {
  const { from = null, tickets, conversation, after = null, limit } = list;
  const zrns = conversation
    ? `zen:conversation:${conversation}`
    : tickets?.map((id) => `zen:ticket:${id}`).join(',');
  const answer = await http.find({
    path: '/api/v2/guide/survey_responses',
    query: {
      'filter[created_at_start]': from === null ? null : Math.floor(from),
      'filter[subject_zrns]': zrns ?? null,
      sort: 'id',
      'page[size]': limit,
      'page[after]': after,
    },
    answer: ListAnswer,
    signal,
  });
  if (!answer) return null;
  const rows = answer.value.survey_responses.flatMap((row) => {
    const parsed = v.safeParse(SurveyResponse, row);
    if (parsed.success) return [parsed.output];
    notes.add(`A survey response could not be read: ${fieldsOf(parsed.issues)}.`);
    return [];
  });
  return { rows, after: nextCursor(answer.value.meta), time: timeToGoOnFrom(answer) };
}

/** Names of the fields that do not fit, never what stood in them. */
export function fieldsOf(issues: readonly v.BaseIssue<unknown>[]): string {
  return [...new Set(issues.map((issue) => v.getDotPath(issue) ?? ''))].join(', ');
}

/** What a response is about: a ticket, or a conversation that never became one; `null`: neither. */
export function surveySubject(
  response: SurveyResponse,
): { ticket: string } | { conversation: string } | null {
  const zrns = [
    ...(response.subject_zrns ?? []),
    ...(response.subjects ?? []).flatMap(({ id, type, zrn }) => {
      const kind = type?.replace(/^zen:/, '');
      return [zrn ?? '', kind && id ? `zen:${kind}:${id}` : ''];
    }),
  ];
  const ticket = zrns.find((zrn) => /^zen:ticket:\d+$/.test(zrn));
  if (ticket) return { ticket: ticket.slice('zen:ticket:'.length) };
  const conversation = zrns.find((zrn) => /^zen:conversation:[\w-]+$/.test(zrn));
  return conversation ? { conversation: conversation.slice('zen:conversation:'.length) } : null;
}

/** When a response was made (epoch milliseconds); `null` where no answer tells. */
export function surveyMadeAt({ answers }: SurveyResponse): number | null {
  const times = (answers ?? []).flatMap(({ created_at: at }) => (at === null ? [] : [at]));
  return times.length === 0 ? null : Math.min(...times);
}

/** A rating as a survey response tells it. */
export interface SurveyRating {
  score: Score | null;
  sentiment: Sentiment;
  comment: string | null;
  ratedAt: number;
}

const CATEGORIES: Record<string, Sentiment> = {
  good: 'positive',
  neutral: 'neutral',
  bad: 'negative',
};

/** The rating in a response; `null` without one. What is not understood is noted. */
export function surveyRating(response: SurveyResponse, notes: Set<string>): SurveyRating | null {
  const answers = response.answers ?? [];
  const scales = answers.filter(({ type }) => type === 'rating_scale');
  const answer =
    scales.find(({ question }) => question?.sub_type === 'customer_satisfaction') ??
    scales.find(({ question }) => !question?.sub_type);
  if (!answer) return null;
  const category = answer.rating_category ?? '';
  const counts = CATEGORIES[category];
  if (!counts) {
    notes.add(`A survey’s rating has a category that is not known: “${category.slice(0, 40)}”.`);
    return null;
  }
  const ratedAt = answer.updated_at ?? answer.created_at;
  if (ratedAt === null) {
    notes.add('A survey’s rating has no time. It is left out.');
    return null;
  }
  return {
    score: scoreOf(answer, counts, notes),
    sentiment: counts,
    comment: commentOf(answers),
    ratedAt,
  };
}

/**
 * A face only where the scale is known to have five points, and where Zendesk counts the point as
 * the product does: its category is what the customer's company agreed on (a 3 of 5 may be bad).
 */
function scoreOf(answer: Answer, counts: Sentiment, notes: Set<string>): Score | null {
  const { question, rating } = answer;
  const type = question?.type;
  const points = (question?.options ?? []).map((option) => option.rating);
  const fivePoints =
    (type === 'rating_scale_emoji' || type === 'rating_scale_numeric') &&
    points.length === 5 &&
    SCORES.every((point) => points.includes(point));
  if (!fivePoints || !isScore(rating)) return null;
  if (sentiment(rating) === counts) return rating;
  notes.add(`Zendesk counts a ${rating} of 5 as ${counts}: such ratings are shown without a face.`);
  return null;
}

function commentOf(answers: readonly Answer[]): string | null {
  const open = answers.filter(({ type, value }) => type === 'open_ended' && value?.trim());
  const named = open.find(({ question }) => question?.alias === 'comment');
  return (named ?? open[0])?.value ?? null;
}
