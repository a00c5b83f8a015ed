import { expect, test } from 'vitest';
import { openPGlite } from '../database-fixture.ts';
import { openTestData, startTestServer } from '../http/test-server.ts';
import { FakePlatform, stated } from './fake-platform.ts';
import { testSources } from './source-place.ts';

test('a server that stops ends a pull that hangs, and closes its database after it', async () => {
  const platform = new FakePlatform();
  platform.put(stated('1'));
  const data = await openTestData(openPGlite, () => testSources([platform.definition()]));
  const hanging = new Promise<void>((resolve) => {
    // Answers nothing until it is told to stop.
    platform.beforeBatch = (signal) => {
      resolve();
      return new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
      });
    };
  });
  const order: string[] = [];
  const server = await startTestServer(
    {
      pullCheckEvery: 10,
      closeDatabase: async () => {
        order.push('closed');
        await data.close();
      },
    },
    data,
  );
  await data.workspace.sources.create({ kind: 'zendesk', config: {}, secret: 'right-token' });
  await hanging;
  await server.close();
  expect(order).toEqual(['closed']);
});
