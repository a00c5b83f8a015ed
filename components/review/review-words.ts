import { i18n, type MessageDescriptor } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';
import type { ReviewCause } from '../../lib/contract/review.ts';
import type { ReviewEdit, ReviewView } from '../../lib/store/edit-views.ts';
import type { NextStepView } from '../../lib/store/views.ts';

/** What a person can set in a review. */
export type ReviewFields = Pick<ReviewEdit, 'takenBy' | 'cause' | 'nextStep' | 'note' | 'done'>;

export type ReviewField = keyof ReviewFields;

/** The causes in the order in which they are offered. */
export const CAUSES: readonly ReviewCause[] = [
  'wrong_answer',
  'did_not_know',
  'right_but_unwelcome',
  'not_the_ai_agent',
  'not_ours_to_solve',
  'other',
];

const NOTHING: ReviewFields = {
  takenBy: null,
  cause: null,
  nextStep: null,
  note: null,
  done: false,
};

/** The fields as they stand on the server; empty ones if it was never saved. */
export function storedFields({ stored }: ReviewView): ReviewFields {
  if (!stored) return NOTHING;
  const { takenBy, cause, nextStep, note, doneAt } = stored;
  return { takenBy, cause, nextStep, note, done: doneAt !== null };
}

/** The fields as they stand on this computer: with its own edit, if one has not arrived yet. */
export function fieldsOf(view: ReviewView): ReviewFields {
  if (!view.waiting) return storedFields(view);
  const { takenBy, cause, nextStep, note, done } = view.waiting;
  return { takenBy, cause, nextStep, note, done };
}

/** The fields in which two states of a review differ, in the order of the block. */
export function differing(one: ReviewFields, other: ReviewFields): ReviewField[] {
  const fields: ReviewField[] = [];
  if (one.takenBy?.id !== other.takenBy?.id) fields.push('takenBy');
  if (one.cause !== other.cause) fields.push('cause');
  if (one.nextStep !== other.nextStep) fields.push('nextStep');
  if (one.note !== other.note) fields.push('note');
  if (one.done !== other.done) fields.push('done');
  return fields;
}

/** The cause as people call it. */
export function causeName(cause: ReviewCause): string {
  switch (cause) {
    case 'wrong_answer':
      return t({ message: 'Wrong answer', comment: 'what went wrong' });
    case 'did_not_know':
      return t({ message: 'Didn’t know', comment: 'what went wrong: the AI agent did not know' });
    case 'right_but_unwelcome':
      return t({ message: 'Right, unwelcome', comment: 'what went wrong: right but unwelcome' });
    case 'not_the_ai_agent':
      return t({ message: 'Not the AI agent', comment: 'what went wrong: something else' });
    case 'not_ours_to_solve':
      return t({ message: 'Not ours to solve', comment: 'what went wrong' });
    case 'other':
      return t({ message: 'Other', comment: 'what went wrong: another cause' });
  }
}

/** The step's label; its id where an admin has taken it off the list since. */
export function stepName(id: string, steps: readonly NextStepView[]): string {
  return stepWords(steps.find((step) => step.id === id)?.label ?? id);
}

/** The next steps with which a workspace begins (lib/contract/next-steps.ts). */
const USUAL_STEPS: readonly MessageDescriptor[] = [
  msg`Add knowledge`,
  msg`Custom answer`,
  msg`Reply to the customer`,
  msg`Fix product or policy`,
  msg`Get help`,
  msg({ message: 'Nothing', comment: 'the next step of a review: nothing is to be done' }),
];

const usual = new Map(USUAL_STEPS.map((words) => [words.message ?? '', words]));

/** A step's label in the language of the page, where it is one with which a workspace begins. */
export function stepWords(label: string): string {
  const words = usual.get(label);
  return words ? i18n._(words) : label;
}
