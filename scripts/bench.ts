import { runStoreBench } from '../test/bench/store-bench.ts';

/** `npm run bench`: the store and the sync in both browsers, against databases on the same machine. */
process.exit(await runStoreBench());
