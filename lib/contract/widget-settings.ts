import * as v from 'valibot';
import { Instant, text } from './primitives.ts';
import type { ReviewCause } from './review.ts';

/** The languages that the widget speaks. */
export const WIDGET_LANGUAGES = ['en', 'de', 'fr', 'es', 'pt', 'ja', 'ar'] as const;
export type WidgetLanguage = (typeof WIDGET_LANGUAGES)[number];

/**
 * Why a customer is not happy, in one tap after 😫 😕 😐. The set is fixed, so that each reason means
 * the same for everybody; the admin chooses which ones are offered and how they are worded.
 */
export const REASONS = [
  'wrong',
  'no_answer',
  'misunderstood',
  'unwelcome',
  'elsewhere',
  'other',
] as const;
export const Reason = v.picklist(REASONS);
export type Reason = v.InferOutput<typeof Reason>;

/** With which cause a review of such a rating begins, until a person says otherwise. */
const CAUSES: Record<Reason, ReviewCause> = {
  wrong: 'wrong_answer',
  no_answer: 'did_not_know',
  misunderstood: 'did_not_know',
  unwelcome: 'right_but_unwelcome',
  elsewhere: 'not_the_ai_agent',
  other: 'other',
};

/** True for a reason that this version knows. */
export function isReason(value: unknown): value is Reason {
  return (REASONS as readonly unknown[]).includes(value);
}

/** The cause that a customer's reason suggests; `null` without one, or for one of a newer server. */
export function causeOfReason(reason: string | null | undefined): ReviewCause | null {
  return isReason(reason) ? CAUSES[reason] : null;
}

/** The texts that an admin may word, each with its most characters. */
export const WIDGET_TEXT_LENGTHS = {
  helped: 40,
  question: 120,
  reasonQuestion: 120,
  commentLabel: 120,
  thanks: 120,
  reason_wrong: 60,
  reason_no_answer: 60,
  reason_misunderstood: 60,
  reason_unwelcome: 60,
  reason_elsewhere: 60,
  reason_other: 60,
} as const;
export type EditableText = keyof typeof WIDGET_TEXT_LENGTHS;
export const EDITABLE_TEXTS = Object.keys(WIDGET_TEXT_LENGTHS) as readonly EditableText[];

/** One line of plain text; a blank one stands for the default. */
function line(key: EditableText) {
  return v.optional(
    v.pipe(
      text(WIDGET_TEXT_LENGTHS[key]),
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
      v.regex(/^[^\u0000-\u001f\u007f]*$/, 'must be one line'),
    ),
  );
}

const PutTexts = v.strictObject({
  helped: line('helped'),
  question: line('question'),
  reasonQuestion: line('reasonQuestion'),
  commentLabel: line('commentLabel'),
  thanks: line('thanks'),
  reason_wrong: line('reason_wrong'),
  reason_no_answer: line('reason_no_answer'),
  reason_misunderstood: line('reason_misunderstood'),
  reason_unwelcome: line('reason_unwelcome'),
  reason_elsewhere: line('reason_elsewhere'),
  reason_other: line('reason_other'),
});

/** Body of `PUT /v1/settings/widget`. Absent fields keep what is stored. */
export const PutWidgetSettings = v.strictObject({
  /** The reasons that are offered, in this order; none: the widget does not ask why. */
  reasons: v.optional(
    v.pipe(
      v.array(Reason),
      v.check((reasons) => new Set(reasons).size === reasons.length, 'must name each once'),
    ),
  ),
  /** The texts of a language take the place of all that were stored for it. */
  texts: v.optional(
    v.strictObject({
      en: v.optional(PutTexts),
      de: v.optional(PutTexts),
      fr: v.optional(PutTexts),
      es: v.optional(PutTexts),
      pt: v.optional(PutTexts),
      ja: v.optional(PutTexts),
      ar: v.optional(PutTexts),
    }),
  ),
});
export type PutWidgetSettings = v.InferOutput<typeof PutWidgetSettings>;

const TextsByLanguage = v.record(v.string(), v.record(v.string(), v.string()));

/** Answer of `GET /v1/settings/widget`. */
export const WidgetSettings = v.object({
  reasons: v.array(v.string()),
  /** By language, only what differs from the defaults. */
  texts: TextsByLanguage,
  /** By language, every text as it is without the admin's wording. */
  defaults: TextsByLanguage,
  changedAt: v.nullable(Instant),
  /** Name of the person or program; `null` if they were never changed. */
  changedBy: v.nullable(v.string()),
});
export type WidgetSettings = v.InferOutput<typeof WidgetSettings>;
