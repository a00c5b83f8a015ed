import { afterEach, beforeEach, expect, test } from 'vitest';
import { openPGlite } from '../database-fixture.ts';
import { fileOf, HOUR, START, type TestWorkspace, testWorkspaces } from './workspace-fixture.ts';

/** More than two batches of everything below. */
const MANY = 450;
const DAY = 24 * HOUR;

/** How often others got their turn: a request that came, a rating. */
let turns = 0;
let next: NodeJS.Immediate;
beforeEach(() => {
  const turn = () => {
    turns += 1;
    next = setImmediate(turn);
  };
  turn();
});
afterEach(() => clearImmediate(next));

const fresh = testWorkspaces(openPGlite);

const startedAt = new Date(START - 40 * DAY).toISOString();
const lines = (count: number) =>
  fileOf(
    Array.from({ length: count }, (_, index) => ({
      id: `c${index}`,
      customer: 'mara',
      startedAt,
      endedAt: startedAt,
      rating: { score: 5 },
    })),
  );

// The embedded database computes in this thread: work that only waits for it lets nobody else in.
test.each([
  [
    'deleting for age',
    async ({ workspace, service }: TestWorkspace) => {
      const { version } = await workspace.settings();
      await workspace.putSettings({ retentionDays: 30 }, version);
      await service.applyRetention();
    },
  ],
  [
    'erasing a customer',
    async ({ workspace }: TestWorkspace) => {
      await workspace.eraseCustomer('mara');
    },
  ],
])('%s lets ratings in between, also with the embedded database', async (_, work) => {
  const place = await fresh();
  await place.workspace.importLines(lines(MANY));
  turns = 0;
  await work(place);
  expect(turns).toBeGreaterThanOrEqual(2);
  expect((await place.workspace.conversations({})).conversations).toEqual([]);
});

test('so does an import', async () => {
  const { workspace } = await fresh();
  turns = 0;
  await workspace.importLines(lines(3 * MANY));
  expect(turns).toBeGreaterThanOrEqual(2);
});
