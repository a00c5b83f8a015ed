import { msg } from '@lingui/core/macro';
import type { KnownWords } from './known-words.ts';

/** What is wrong with the pattern of an inbox or with an address tried on it. */
export const ADDRESSES_WORDS: readonly KnownWords[] = [
  // lib/inboxes/address-pattern.ts
  msg({ message: 'Write a whole address, such as {example}' }),
  msg`The address must begin with https://`,
  msg`The address must not hold a user name.`,
  msg`Write the host out: the panel is allowed on one site at a time.`,
  msg({ message: "'{'{unknown}'}' is not known. There are '{conversation}' and '{ticket}'." }),
  msg({ message: "Put '{conversation}' where the id of the conversation stands in the address." }),
  msg`Each of the ids can stand only once.`,
  msg`* stands for a whole part between two slashes.`,
  // lib/inboxes/pattern.ts
  msg`Another inbox`,
  // lib/inboxes/try-pattern.ts
  msg`Paste the whole address of a conversation that is open, with https://`,
  msg({ message: 'This address is at {there}, not at {wanted}.' }),
  msg({ message: 'The address ends where the pattern has “{text}”.' }),
  msg({ message: 'The address has “{there}” where the pattern has “{text}”.' }),
  msg({ message: 'The address goes on with “{surplus}”, the pattern does not.' }),
  msg({ message: 'The address has no parameter “{name}”.' }),
  msg({ message: 'The parameter “{name}” is “{there}”, in the pattern “{text}”.' }),
  msg`What follows # in the address does not fit.`,
];
