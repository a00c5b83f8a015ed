import { msg } from '@lingui/core/macro';
import type { KnownWords } from './known-words.ts';

/** What of a company’s policy is not followed; stands after the name of the field. */
export const POLICY_WORDS: readonly KnownWords[] = [
  // lib/settings/apply-policy.ts
  msg`is not used: this browser works alone (solo). Leave that in Options.`,
  msg`is not used: another server is joined.`,
  msg`was used once, and the team was left or the access withdrawn. A new code joins again.`,
  msg`waits: the browser does not let the extension reach the server. Use the build for your hosts.`,
  msg({ message: 'did not work: {reason}' }),
  msg`waits: the browser does not let the extension act there. Use the build for your hosts.`,
];
