import { fillIn, findIds, readPattern } from './address-pattern.ts';
import type { Inbox } from './inbox.ts';
import { isSecure, patternsAt } from './site.ts';

/** An inbox whose addresses somebody describes: what is known of it without the pattern. */
interface Described {
  id: string;
  name: string;
  isAt: (origin: URL) => boolean;
  origins: readonly string[];
}

/** An inbox that recognises nothing until it is given a pattern. */
export function describedInbox(described: Described): Inbox {
  return {
    ...described,
    ofAnySource: true,
    originOf: () => null,
    recognise: () => null,
    addressOf: () => null,
    matchPatterns: (origin) => patternsAt(origin, '/*'),
    withPattern(text) {
      const read = readPattern(text);
      if (!read.ok || !described.isAt(new URL(read.pattern.origin))) return null;
      const { pattern } = read;
      return {
        ...describedInbox(described),
        recognise(address) {
          const found = findIds(pattern, address);
          return found && { inbox: described.id, place: null, ...found };
        },
        addressOf: (conversation) => fillIn(pattern, conversation),
      };
    },
  };
}

/** Any inbox that has no file of its own. */
export const patternInbox = describedInbox({
  id: 'pattern',
  name: 'Another inbox',
  isAt: isSecure,
  origins: [],
});
