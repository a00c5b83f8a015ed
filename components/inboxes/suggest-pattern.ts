/** An id: a number, a UUID, or letters and digits mixed in one long word. */
const ID =
  /^(?:\d+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?=[\w-]*\d)(?=[\w-]*[a-z])[\w-]{12,})$/i;

/** Words after which the id of a conversation or ticket stands. */
const BEFORE =
  /^(?:conversations?|chats?|threads?|sessions?|messages?|topics?|tickets?|cases?|c|t)$/i;

/** Parameters in which the id of a conversation or ticket stands. */
const NAMED = /^(?:id|(?:conversation|chat|thread|session|ticket|case)s?(?:[_-]?id)?)$/i;

/**
 * A first pattern for the address of an open conversation: the id after a word such as
 * `conversation`, else the last that looks like one; other ids may be anything. Looked for in the
 * path, then in the parameters, then in the same way behind `#`.
 */
export function suggestPattern(text: string): string {
  const address = URL.parse(text);
  if (!address) return '';
  const { origin, pathname, search, hash } = address;
  const shown = suggestIn(pathname, search);
  if (shown !== null) return `${origin}${shown}`;
  const [, route = '', query = ''] = /^#([^?]*)(.*)$/s.exec(hash) ?? [];
  const behind = suggestIn(route, query);
  return behind === null ? `${origin}${pathname}` : `${origin}${pathname}#${behind}`;
}

/** A path with its parameters as a pattern; `null` where nothing looks like an id. */
function suggestIn(path: string, query: string): string | null {
  const parts = path.split('/');
  const named = parts.findLastIndex(
    (part, index) => ID.test(part) && BEFORE.test(parts[index - 1] ?? ''),
  );
  const last = named === -1 ? parts.findLastIndex((part) => ID.test(part)) : named;
  const word = (part: string) => (ID.test(part) ? '*' : part);
  if (last !== -1) {
    return parts.map((part, index) => (index === last ? '{conversation}' : word(part))).join('/');
  }
  const found = [...new URLSearchParams(query)].find(
    ([name, value]) => NAMED.test(name) && ID.test(value),
  );
  return found ? `${path}?${encodeURIComponent(found[0])}={conversation}` : null;
}
