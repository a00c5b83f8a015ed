import type { Sentiment } from '../csat/scale.ts';
import type { HubspotObject } from './hubspot-answers.ts';
import type { SourceRating } from './source.ts';

/** What is asked of each submission: HubSpot gives three properties unasked, none of these. */
export const SUBMISSION_PROPERTIES = [
  'hs_survey_type',
  'hs_survey_channel',
  'hs_value',
  'hs_response_group',
  'hs_content',
  'hs_submission_timestamp',
  'hs_createdate',
  'hs_lastmodifieddate',
] as const;

/** A submission as far as it is used. Times are epoch milliseconds. */
export interface Submission {
  id: string;
  /** `CSAT`, `NPS`, `CES` or another; `null` where HubSpot names none. */
  survey: string | null;
  channel: string | null;
  submittedAt: number;
  modifiedAt: number;
  rating: SourceRating;
}

/** How the built-in CSAT survey's groups and values count (HubSpot's page on survey properties). */
const GROUPS = new Map<string, Sentiment>([
  ['DETRACTOR', 'negative'],
  ['PASSIVE', 'neutral'],
  ['PROMOTER', 'positive'],
]);
const VALUES = new Map<string, Sentiment>([
  ['0', 'negative'],
  ['1', 'neutral'],
  ['2', 'positive'],
]);

/** What of a submission could not be used. */
export type Unusable =
  /** Of a survey of another kind. */
  | { kind: 'other_survey'; survey: string }
  /** Its group and value say nothing known. */
  | { kind: 'unknown_value' };

/** Reads a submission of a CSAT survey. */
export function readSubmission({ id, properties }: HubspotObject): Submission | Unusable {
  const survey = properties.hs_survey_type ?? null;
  if (survey?.toUpperCase() !== 'CSAT')
    return { kind: 'other_survey', survey: survey ?? 'unnamed' };
  const group = properties.hs_response_group?.toUpperCase() ?? '';
  const sentiment = GROUPS.get(group) ?? VALUES.get(properties.hs_value?.trim() ?? '');
  if (!sentiment) return { kind: 'unknown_value' };
  const modifiedAt = modifiedAtOf(properties);
  const submittedAt =
    timeOf(properties.hs_submission_timestamp) ?? timeOf(properties.hs_createdate) ?? modifiedAt;
  return {
    id,
    survey,
    channel: properties.hs_survey_channel || null,
    submittedAt,
    modifiedAt,
    rating: {
      // Three answers, none of them a face.
      score: null,
      sentiment,
      comment: properties.hs_content?.trim() ? properties.hs_content : null,
      ratedAt: submittedAt,
      // No agent is named, and an AI agent answers as a user of HubSpot's.
      of: 'unknown',
    },
  };
}

export function isUsable(submission: Submission | Unusable): submission is Submission {
  return 'rating' in submission;
}

/** When a submission was changed last (epoch milliseconds); 0 where HubSpot does not say. */
export function modifiedAtOf(properties: HubspotObject['properties']): number {
  return timeOf(properties.hs_lastmodifieddate) ?? 0;
}

/** A time of HubSpot's properties: ISO 8601, or epoch milliseconds as text. */
export function timeOf(text: string | null | undefined): number | null {
  if (!text) return null;
  const time = /^\d+$/.test(text) ? Number(text) : Date.parse(text);
  return Number.isNaN(time) ? null : time;
}
