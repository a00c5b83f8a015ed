/** Which conversations are listed. Empty texts mean: all of them. */
export interface Filters {
  state: '' | 'open' | 'handed_over' | 'ended';
  channel: string;
  topic: string;
  visibility: '' | 'external' | 'internal';
  search: string;
}

/** Where one is in the inbox. Every place has its own address. */
export interface Place {
  conversation: string | null;
  filters: Filters;
}

const NO_FILTERS: Filters = { state: '', channel: '', topic: '', visibility: '', search: '' };
const NAMES = Object.keys(NO_FILTERS) as (keyof Filters)[];

function oneOf<T extends string>(value: string | null, allowed: readonly T[]): T | '' {
  return allowed.find((candidate) => candidate === value) ?? '';
}

/** Reads an address of the inbox; what it does not know counts as not there. */
export function readPlace(url: URL): Place {
  const query = url.searchParams;
  const id = /^\/inbox\/conversations\/([^/]+)\/?$/.exec(url.pathname)?.[1];
  let conversation: string | null = null;
  try {
    conversation = id === undefined ? null : decodeURIComponent(id);
  } catch {
    // A damaged address leads to the list.
  }
  return {
    conversation,
    filters: {
      state: oneOf(query.get('state'), ['open', 'handed_over', 'ended']),
      channel: query.get('channel') ?? '',
      topic: query.get('topic') ?? '',
      visibility: oneOf(query.get('visibility'), ['external', 'internal']),
      search: query.get('search') ?? '',
    },
  };
}

function queryOf(filters: Filters): URLSearchParams {
  const query = new URLSearchParams();
  for (const name of NAMES) if (filters[name] !== '') query.set(name, filters[name]);
  return query;
}

/** The address of a place. */
export function hrefOf({ conversation, filters }: Place): string {
  const path =
    conversation === null ? '/inbox' : `/inbox/conversations/${encodeURIComponent(conversation)}`;
  const query = queryOf(filters).toString();
  return query === '' ? path : `${path}?${query}`;
}

/** The API's address of one page of the list. `before` is the `next` of the page before. */
export function listPath(filters: Filters, before: string | null, limit: number): string {
  const query = queryOf(filters);
  query.set('limit', String(limit));
  if (before !== null) query.set('before', before);
  return `/v1/conversations?${query}`;
}

/** True if both list the same conversations. */
export function sameFilters(a: Filters, b: Filters): boolean {
  return NAMES.every((name) => a[name] === b[name]);
}

/** True if something is left out. */
export function isFiltered(filters: Filters): boolean {
  return !sameFilters(filters, NO_FILTERS);
}

/** Filters that leave nothing out. */
export function noFilters(): Filters {
  return { ...NO_FILTERS };
}
