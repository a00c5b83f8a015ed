import type { Command } from 'commander';
import { placeOf, withPlace } from '../place.ts';
import { createProgress } from '../progress.ts';
import { withOperations } from '../reach-place.ts';

/** `demo`: fills a workspace with made-up conversations, labelled as demo data. */
export function addDemo(program: Command): void {
  withPlace(program.command('demo').description('fill a demo workspace with made-up data')).action(
    demo,
  );
}

async function demo(options: { data?: string; workspace: string }): Promise<void> {
  const place = placeOf(options);
  const progress = createProgress();
  const { loaded, conversations } = await withOperations(place, 'demo', (operations) =>
    operations.loadDemo((done, total) => progress.show(`${done} of ${total} conversations`)),
  );
  progress.end();
  if (!loaded) {
    console.log(`The workspace "${place.workspace}" holds the demo already.`);
    return;
  }
  console.log(`The workspace "${place.workspace}" holds ${conversations} demo conversations.`);
}
