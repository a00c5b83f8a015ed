import { runInboxBench } from '../test/bench/inbox-bench.ts';

/** `npm run bench:page`: the inbox with and without the extension, and how fast the panel answers. */
process.exit(await runInboxBench());
