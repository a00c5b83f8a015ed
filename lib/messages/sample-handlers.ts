import type { Sample } from '../sync/sample.ts';
import { done, nothing } from './outcome.ts';
import type { Handlers } from './receive.ts';

type Answered =
  | 'admin-background:begin-sample'
  | 'admin-background:erase-sample'
  | 'admin-background:read-practice'
  | 'admin-background:rate-in-practice';

/** What answers the messages about sample data. */
export function createSampleHandlers(sample: Sample): Pick<Handlers, Answered> {
  return {
    'admin-background:begin-sample': async () => done(await nothing(sample.begin())),
    'admin-background:erase-sample': async () => done(await nothing(sample.erase())),
    'admin-background:read-practice': async () => done({ conversations: await sample.practice() }),
    'admin-background:rate-in-practice': async ({ conversation, score }) =>
      done(await nothing(sample.rate(conversation, score))),
  };
}
