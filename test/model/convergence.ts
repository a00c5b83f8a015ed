import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type ModelServer, openModelServer } from '../../server/test/model-server.ts';
import { expectAgreement } from './agreement.ts';
import { type Command, histories } from './commands.ts';
import { happen, recover, setUp } from './play.ts';

/** Runs of both halves together; `FIVEFACES_MODEL_RUNS` sets another number. */
const RUNS = Number(process.env.FIVEFACES_MODEL_RUNS ?? 1_000);

/**
 * `FIVEFACES_MODEL_SEED` and `FIVEFACES_MODEL_PATH` repeat a run that failed, as its message says; the
 * seed `random` looks for new histories, as the long run does. Without it the histories are the same
 * each time: what `npm test` says depends on the code alone.
 */
const SEED = process.env.FIVEFACES_MODEL_SEED;
const PATH = process.env.FIVEFACES_MODEL_PATH;
const USUAL = { 1: 1_920_294_219, 2: 1_802_811_548 } as const;

/** Plays half of the runs, each half in a process of its own. */
export function convergesInHalf(half: 1 | 2, fault: string): void {
  const runs = Math.ceil(RUNS / 2);
  const seed =
    SEED === 'random' ? Math.floor(Math.random() * 2 ** 31) : Number(SEED ?? USUAL[half]);
  let server: ModelServer;
  beforeAll(async () => {
    // What the product says about the faults that it meets here is no news.
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    server = await openModelServer();
  });
  afterAll(() => server.close());

  test(`${fault}: the store equals the server and the model (half ${half}, ${runs} histories)`, async () => {
    console.log(`Model test, half ${half}: ${runs} runs, seed ${seed}`);
    let played = 0;
    await fc.assert(
      fc.asyncProperty(histories, async (history) => {
        played += 1;
        await play(server, history);
      }),
      // A history that never ends is a stuck sync: it fails, and is told, as any other.
      { numRuns: runs, seed, timeout: 60_000, ...(PATH !== undefined && { path: PATH }) },
    );
    expect(played).toBeGreaterThanOrEqual(PATH === undefined ? runs : 1);
  }, 7_200_000);
}

async function play(server: ModelServer, history: readonly Command[]): Promise<void> {
  const stage = await setUp(server);
  try {
    for (const command of history) await happen(stage, command);
    await recover(stage);
    if (mayHideLoss(history)) {
      await stage.browser.fetchAnew(null);
      await recover(stage);
    }
    await expectAgreement(stage);
  } finally {
    stage.browser.close();
  }
}

/**
 * A month of which only some days are kept cannot be compared by the digest, so that an item which the
 * server left out there is missing until the copy is fetched anew. docs/how-sync-works.md says so.
 */
function mayHideLoss(history: readonly Command[]): boolean {
  const loses = history.some(
    (command) => 'faults' in command && command.faults.some((fault) => fault === 'item_lost'),
  );
  return loses && history.some(({ do: what }) => what === 'retention');
}
