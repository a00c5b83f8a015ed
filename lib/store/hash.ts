/**
 * A 32-bit hash of a text, for finding rows by it; who finds compares the text itself afterwards.
 * FNV-1a over UTF-16 code units (G. Fowler, L. C. Noll, K.-P. Vo), then the finaliser of MurmurHash3
 * (A. Appleby) so that the top bits, which choose the shard, spread as well as the others.
 */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** What a conversation is found by, as texts that cannot be mistaken for each other. */
export const found = {
  byId: (source: string, id: string) => `i${source}\n${id}`,
  byTicket: (ticket: string) => `t${ticket}`,
  byCustomer: (source: string, customer: string) => `c${source}\n${customer}`,
  /** A hash already: its beginning is enough. */
  byEmail: (emailHash: string) => `e${emailHash.slice(0, 16)}`,
} as const;
