import type { NextStepView } from '../../lib/store/views.ts';

/** Where each of the usual steps is done in My AskAI's dashboard. */
const MY_ASKAI = 'https://myaskai.com/dashboard';
const IN_MY_ASKAI = new Set(['add-knowledge', 'custom-answer']);

/** The same steps with links to My AskAI where it has a place for them. */
export function withMyAskAiLinks(steps: readonly NextStepView[]): NextStepView[] {
  return steps.map((step) => (IN_MY_ASKAI.has(step.id) ? { ...step, url: MY_ASKAI } : step));
}
