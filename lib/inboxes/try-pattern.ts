import {
  type AddressPattern,
  type FoundIds,
  findIds,
  fragmentParams,
  type PatternPart,
  partsOf,
  readPattern,
  write,
} from './address-pattern.ts';
import { isSecure, unescapePart } from './site.ts';

/** What a pattern makes of the address of a conversation that somebody has open. */
export type TriedPattern =
  | {
      ok: true;
      /** To be kept: the pattern, with what each `*` stood for as the way back to conversations. */
      pattern: string;
      /** The inbox's origin, which the permission is asked for. */
      origin: string;
      found: FoundIds;
    }
  /** `part` says which of the two texts is to be mended. */
  | { ok: false; part: 'pattern' | 'address'; problem: string };

/** Tries a pattern on a pasted address, before it is saved. Problems come in words. */
export function tryPattern(text: string, pasted: string): TriedPattern {
  const read = readPattern(text);
  if (!read.ok) return { ok: false, part: 'pattern', problem: read.problem };
  const { pattern } = read;
  const address = URL.parse(pasted.trim());
  if (address === null || !isSecure(address)) {
    return problem('Paste the whole address of a conversation that is open, with https://');
  }
  const found = findIds(pattern, address);
  if (found === null) return problem(whyNot(pattern, address));
  const there = wordsOf(pattern, address);
  return {
    ok: true,
    pattern: write(pattern, (part) =>
      part.text.startsWith('*') ? `*=${there.get(part)}` : part.text,
    ),
    origin: pattern.origin,
    found,
  };
}

/** What stands in the address for each part of a pattern that fits. */
function wordsOf(
  { path, query, fragment, fragmentQuery }: AddressPattern,
  address: URL,
): Map<PatternPart, string> {
  const words = new Map<PatternPart, string>();
  const all = (parts: PatternPart[], text: string) => {
    for (const [index, word] of partsOf(text).entries()) {
      const part = parts[index];
      if (part) words.set(part, word);
    }
  };
  all(path, address.pathname);
  all(fragment ?? [], address.hash.slice(1));
  const allOf = (parameters: AddressPattern['query'], given: URLSearchParams) => {
    for (const [name, part] of parameters) {
      words.set(part, encodeURIComponent(given.get(name) ?? ''));
    }
  };
  allOf(query, address.searchParams);
  allOf(fragmentQuery, fragmentParams(address));
  return words;
}

function problem(words: string): TriedPattern {
  return { ok: false, part: 'address', problem: words };
}

/** What first keeps the address from fitting. */
function whyNot({ origin, path, query }: AddressPattern, address: URL): string {
  if (address.origin !== origin) return `This address is at ${address.origin}, not at ${origin}.`;
  const given = partsOf(address.pathname);
  for (const [index, part] of path.entries()) {
    const there = given[index];
    if (there === undefined) return `The address ends where the pattern has “${part.text}”.`;
    if (!part.fits.test(unescapePart(there) ?? '')) {
      return `The address has “${there}” where the pattern has “${part.text}”.`;
    }
  }
  const surplus = given[path.length];
  if (surplus !== undefined) return `The address goes on with “${surplus}”, the pattern does not.`;
  for (const [name, part] of query) {
    const there = address.searchParams.get(name);
    if (there === null) return `The address has no parameter “${name}”.`;
    if (!part.fits.test(there)) {
      return `The parameter “${name}” is “${there}”, in the pattern “${part.text}”.`;
    }
  }
  return 'What follows # in the address does not fit.';
}
