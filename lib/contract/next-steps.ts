import type * as v from 'valibot';
import type { NextStep } from './workspace.ts';

/** The next steps with which a workspace begins; its admin edits them. */
export const USUAL_NEXT_STEPS: readonly v.InferOutput<typeof NextStep>[] = [
  { id: 'add-knowledge', label: 'Add knowledge', url: null },
  { id: 'custom-answer', label: 'Custom answer', url: null },
  { id: 'reply', label: 'Reply to the customer', url: null },
  { id: 'fix', label: 'Fix product or policy', url: null },
  { id: 'get-help', label: 'Get help', url: null },
  { id: 'nothing', label: 'Nothing', url: null },
];
