/** An id: a number, a UUID, or letters and digits mixed in one long word. */
const ID =
  /^(?:\d+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?=[\w-]*\d)(?=[\w-]*[a-z])[\w-]{12,})$/i;

/** Words after which the id of a conversation or ticket stands. */
const BEFORE =
  /^(?:conversations?|chats?|threads?|sessions?|messages?|topics?|tickets?|cases?|c|t)$/i;

/**
 * A first pattern for the address of an open conversation: the id after a word such as
 * `conversation`, else the last that looks like one; other ids may be anything.
 */
export function suggestPattern(text: string): string {
  const address = URL.parse(text);
  if (!address) return '';
  const parts = address.pathname.split('/');
  const named = parts.findLastIndex(
    (part, index) => ID.test(part) && BEFORE.test(parts[index - 1] ?? ''),
  );
  const last = named === -1 ? parts.findLastIndex((part) => ID.test(part)) : named;
  const path = parts.map((part, index) =>
    index === last ? '{conversation}' : ID.test(part) ? '*' : part,
  );
  return `${address.origin}${path.join('/')}`;
}
