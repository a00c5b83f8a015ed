import type { Handling } from './insights-views.ts';
import type { SourceView, StoredConversation } from './views.ts';

/** The sources that tell of every handover: our own server's. */
export function tellingSources(sources: readonly SourceView[]): ReadonlySet<string> {
  return new Set(sources.filter(({ kind }) => kind === 'fivefaces').map(({ id }) => id));
}

/**
 * Who answered. A platform tells it only by whom the customer rated; else it is not known (`null`).
 * @param telling see `tellingSources`
 */
export function handlingOf(
  { source, handedOverAt, rating }: StoredConversation,
  telling: ReadonlySet<string>,
): Handling | null {
  if (handedOverAt !== null || rating?.of === 'teammate') return 'handed_over';
  return telling.has(source) || rating?.of === 'ai_agent' ? 'ai_only' : null;
}
