import { runServerBench } from '../test/bench/server/server-bench.ts';

/** `npm run bench:server`: the server's writes and reads, next to its databases alone. */
process.exit(await runServerBench());
