import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

/** The next steps with which a workspace begins; those of an admin's own stay as they were written. */
export const REVIEW_WORDS: readonly MessageDescriptor[] = [
  // lib/contract/next-steps.ts
  msg`Add knowledge`,
  msg`Custom answer`,
  msg`Reply to the customer`,
  msg`Fix product or policy`,
  msg`Get help`,
  msg({ message: 'Nothing', comment: 'the next step of a review: nothing is to be done' }),
];
