import { isId, isSecure, unescapePart } from './site.ts';

/**
 * What the addresses of an inbox look like, as somebody typed it, for example
 * `https://desk.example.com/show/{conversation}?ticket={ticket}&view=*`.
 *
 * `{conversation}` and `{ticket}` stand where the ids stand, `*` for any one part between slashes or
 * any value (`*=7`: any, and 7 on the way back). Parameters may come in any order; those that are
 * not named do not matter, nor does the fragment if none is named. A fragment may have parameters of
 * its own: `#/inbox?id={conversation}`.
 */
export interface AddressPattern {
  origin: string;
  path: PatternPart[];
  query: [name: string, part: PatternPart][];
  /** The parts between slashes after `#`; `null` where the fragment does not matter. */
  fragment: PatternPart[] | null;
  /** The parameters in the fragment. */
  fragmentQuery: [name: string, part: PatternPart][];
}

/** One part of a pattern: literal text, `*`, or ids with literal text around them. */
export interface PatternPart {
  /** As it stands in an address, but for what stands in braces and `*`. */
  text: string;
  /** Fits the part of an address after its escapes are undone; groups `conversation` and `ticket`. */
  fits: RegExp;
}

/** The ids that an address names. */
export interface FoundIds {
  conversation: string | null;
  ticket: string | null;
}

/** A pattern that holds, or what is wrong with it, in words. */
export type ReadPattern = { ok: true; pattern: AddressPattern } | { ok: false; problem: string };

const LONGEST = 2_000;
const NAMES = /\{([^{}]*)\}/g;
const ANY = /^\*(?:=(.+))?$/;

const EXAMPLE = 'https://desk.example.com/inboxes/*/conversation/{conversation}';

/** Reads a pattern as it was typed. */
export function readPattern(text: string): ReadPattern {
  const problem = (words: string): ReadPattern => ({ ok: false, problem: words });
  const address = URL.parse(text.trim());
  if (address === null || text.length > LONGEST) {
    return problem(`Write a whole address, such as ${EXAMPLE}`);
  }
  if (!isSecure(address)) return problem('The address must begin with https://');
  if (address.username !== '' || address.password !== '') {
    return problem('The address must not hold a user name.');
  }
  if (/[*{}]|%7B|%7D/i.test(address.hostname)) {
    return problem('Write the host out: the panel is allowed on one site at a time.');
  }
  const named = [...text.matchAll(NAMES)].map(([, name]) => name);
  const unknown = named.find((name) => name !== 'conversation' && name !== 'ticket');
  if (unknown !== undefined) {
    return problem(`{${unknown}} is not known. There are {conversation} and {ticket}.`);
  }
  if (named.length === 0) {
    return problem('Put {conversation} where the id of the conversation stands in the address.');
  }
  if (new Set(named).size < named.length) return problem('Each of the ids can stand only once.');

  const { pathname, searchParams, hash, origin } = address;
  const pattern: AddressPattern = {
    origin,
    path: partsOf(withBraces(pathname)).map(readPart),
    query: readQuery(searchParams),
    fragment: hash === '' ? null : partsOf(withBraces(hash.slice(1))).map(readPart),
    fragmentQuery: readQuery(fragmentParams(address)),
  };
  if (!allParts(pattern).some(({ text }) => /\{\w+\}/.test(text))) {
    return problem('Put {conversation} where the id of the conversation stands in the address.');
  }
  if (allParts(pattern).some((part) => part.text.includes('*') && !ANY.test(part.text))) {
    return problem('* stands for a whole part between two slashes.');
  }
  return { ok: true, pattern };
}

/** The ids that this address names; `null` if it does not fit. */
export function findIds(pattern: AddressPattern, address: URL): FoundIds | null {
  if (address.origin !== pattern.origin) return null;
  const found: FoundIds = { conversation: null, ticket: null };
  const take = ({ fits }: PatternPart, part: string | null): boolean => {
    const match = part === null ? null : fits.exec(part);
    Object.assign(found, match?.groups);
    return match !== null;
  };
  const takeAll = (parts: PatternPart[], text: string): boolean => {
    const given = partsOf(text);
    return (
      given.length === parts.length &&
      parts.every((part, index) => take(part, unescapePart(given[index] ?? '')))
    );
  };
  const takeQuery = (query: AddressPattern['query'], params: URLSearchParams): boolean =>
    query.every(([name, part]) => take(part, params.get(name)));
  const fits =
    takeAll(pattern.path, address.pathname) &&
    takeQuery(pattern.query, address.searchParams) &&
    (pattern.fragment === null || takeAll(pattern.fragment, address.hash.slice(1))) &&
    takeQuery(pattern.fragmentQuery, fragmentParams(address));
  return fits && Object.values(found).every((id) => id === null || isId(id)) ? found : null;
}

/** Where these ids stand; `null` if the pattern leaves open what else stands there, or lacks one. */
export function fillIn(pattern: AddressPattern, ids: FoundIds): string | null {
  let complete = true;
  const address = write(pattern, ({ text }) => {
    const any = ANY.exec(text);
    if (any) {
      complete &&= any[1] !== undefined;
      return any[1] ?? '';
    }
    return text.replace(NAMES, (_, name: string) => {
      const id = name === 'ticket' ? ids.ticket : ids.conversation;
      complete &&= id !== null;
      return encodeURIComponent(id ?? '');
    });
  });
  return complete ? address : null;
}

/** The pattern or the address with each part as `word` says. */
export function write(
  { origin, path, query, fragment, fragmentQuery }: AddressPattern,
  word: (part: PatternPart) => string,
): string {
  const parameters = (all: AddressPattern['query']) =>
    (all.length > 0 ? '?' : '') +
    all.map(([name, part]) => `${encodeURIComponent(name)}=${word(part)}`).join('&');
  const after = fragment && `#${fragment.map(word).join('/')}${parameters(fragmentQuery)}`;
  return `${origin}${path.map(word).join('/')}${parameters(query)}${after ?? ''}`;
}

/** The parameters that stand in an address's fragment. */
export function fragmentParams({ hash }: URL): URLSearchParams {
  return new URLSearchParams(/\?.*$/.exec(hash)?.[0]);
}

function readQuery(params: URLSearchParams): AddressPattern['query'] {
  return [...params].map(([name, value]) => [name, readPart(encodeAround(value))]);
}

function readPart(text: string): PatternPart {
  if (ANY.test(text)) return { text, fits: /^.+$/s };
  // Literal text and the names in braces take turns.
  const pieces = text.split(NAMES).map((piece, index) => {
    if (index % 2 === 1) return `(?<${piece}>.+)`;
    return (unescapePart(piece) ?? piece).replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  });
  return { text, fits: new RegExp(`^${pieces.join('')}$`, 's') };
}

/** The parts between slashes; one slash at the end does not matter. */
export function partsOf(text: string): string[] {
  // A fragment may have parameters of its own.
  return text.replace(/\?.*$/, '').replace(/\/$/, '').split('/');
}

function allParts({ path, query, fragment, fragmentQuery }: AddressPattern): PatternPart[] {
  return [
    ...path,
    ...query.map(([, part]) => part),
    ...(fragment ?? []),
    ...fragmentQuery.map(([, part]) => part),
  ];
}

/** Paths escape braces. */
function withBraces(text: string): string {
  return text.replaceAll('%7B', '{').replaceAll('%7D', '}');
}

/** Escapes a parameter's value but for its names and a `*`. */
function encodeAround(value: string): string {
  const any = ANY.exec(value);
  if (any) return any[1] === undefined ? value : `*=${encodeURIComponent(any[1])}`;
  return value
    .split(/(\{[^{}]*\})/)
    .map((piece) => (piece.startsWith('{') ? piece : encodeURIComponent(piece)))
    .join('');
}
