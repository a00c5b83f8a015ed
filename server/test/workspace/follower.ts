import * as v from 'valibot';
import { type ChangeItem, ChangesPage } from '../../../lib/contract/changes.ts';
import { fromRow, isNothing } from '../../../lib/csat/day-counts.ts';
import type { WorkspaceReader } from '../../src/workspace/service.ts';

/**
 * A reader of `changes` as a client is one: it applies pages in order, never an older number over
 * a newer one, and checks what the contract promises about each page.
 */
export class Follower {
  cursor: string | null = null;
  readonly things = new Map<string, ChangeItem>();
  /** Set by a page that breaks a promise. */
  readonly faults: string[] = [];
  #progress = 0;

  /** Reads one page. True if there was something in it or there is more. */
  async read(workspace: WorkspaceReader, limit: number): Promise<boolean> {
    const page = v.parse(ChangesPage, await workspace.changes({ cursor: this.cursor, limit }));
    if (page.from !== this.cursor) this.faults.push('from is not the cursor asked for');
    if (page.items.length > limit) this.faults.push('more items than asked for');
    if (page.progress.done > page.progress.total) this.faults.push('more than all delivered');
    if (this.cursor === null) this.#progress = 0;
    if (page.progress.done < this.#progress) this.faults.push('progress went back');
    this.#progress = page.progress.done;
    for (const item of page.items) {
      if (item.n > page.head) this.faults.push('a number ahead of the head');
      const known = this.things.get(keyOf(item));
      if (!known || known.n < item.n) this.things.set(keyOf(item), item);
      else if (known.n > item.n) this.faults.push('a number went back');
      if (item.kind === 'erasure') {
        this.things.delete(`review conversation ${item.source} ${item.conversation}`);
      }
    }
    this.cursor = page.to;
    return page.items.length > 0 || page.more;
  }

  /** Reads until there is no more. */
  async catchUp(workspace: WorkspaceReader, limit = 1_000): Promise<void> {
    while (await this.read(workspace, limit)) {
      // The next page.
    }
  }

  /** What it holds, in one order, what is erased and months without any count left out. */
  state(): ChangeItem[] {
    return [...this.things.values()].filter(says).sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  }
}

function says(item: ChangeItem): boolean {
  if (item.kind === 'erasure') return false;
  return item.kind !== 'dayCounts' || item.days.some(([, row]) => !isNothing(fromRow(row)));
}

function keyOf(item: ChangeItem): string {
  switch (item.kind) {
    case 'conversation':
      return `conversation ${item.conversation.source} ${item.conversation.id}`;
    case 'erasure':
      return `conversation ${item.source} ${item.conversation}`;
    case 'dayCounts':
      return `month ${item.source} ${item.month} ${item.topic ?? ''}`;
    case 'topic':
      return `topic ${item.topic.id}`;
    case 'review':
      return `review ${item.review.subject} ${item.review.source ?? ''} ${item.review.id}`;
    default:
      return item.kind;
  }
}
