import { sql } from 'kysely';
import type { TopicCategory } from '../../../lib/contract/conversation.ts';
import type { TopicRow, Tx } from '../database/schema.ts';
import type { TopicEdit } from './write-conversations.ts';

/** A topic as it arrives with a conversation. */
export interface NamedTopic {
  id: string;
  title?: string | undefined;
  category?: TopicCategory | undefined;
  /** The title is a platform's: it is followed there until the team words its own. */
  follows?: true;
}

/**
 * What the arriving topics change: unknown ones are created; known ones get a title or category
 * only where none was given yet, because from then on they are the team's to word. A platform's
 * title is followed until the team has given one.
 * Topics that will change are locked.
 */
export async function topicEdits(
  tx: Tx,
  workspace: string,
  named: readonly NamedTopic[],
): Promise<TopicEdit[]> {
  const wanted = merge(named);
  if (wanted.size === 0) return [];
  const known = await readTopics(tx, workspace, [...wanted.keys()], false);
  const toFill = [...wanted.values()].filter((topic) => {
    const row = known.get(topic.id);
    return row && filled(row, topic) !== row;
  });
  const locked =
    toFill.length > 0
      ? await readTopics(
          tx,
          workspace,
          toFill.map(({ id }) => id),
          true,
        )
      : new Map<string, TopicRow>();
  const edits: TopicEdit[] = [];
  for (const topic of wanted.values()) {
    if (!known.has(topic.id)) edits.push({ before: null, after: newTopic(workspace, topic) });
    const before = locked.get(topic.id);
    if (!before) continue;
    const after = filled(before, topic);
    if (after !== before) edits.push({ before, after });
  }
  return edits.sort((a, b) => (a.after.id < b.after.id ? -1 : 1));
}

function merge(named: readonly NamedTopic[]): Map<string, NamedTopic> {
  const wanted = new Map<string, NamedTopic>();
  for (const topic of named) {
    const seen = wanted.get(topic.id);
    wanted.set(topic.id, {
      id: topic.id,
      title: seen?.title ?? topic.title,
      category: seen?.category ?? topic.category,
      ...((seen?.follows ?? topic.follows) && { follows: true as const }),
    });
  }
  return wanted;
}

async function readTopics(
  tx: Tx,
  workspace: string,
  ids: readonly string[],
  lock: boolean,
): Promise<Map<string, TopicRow>> {
  let query = tx
    .selectFrom('topics')
    .selectAll()
    .where('workspace_id', '=', workspace)
    .where(sql<boolean>`id = any(${[...ids]}::text[])`)
    .orderBy('id');
  if (lock) query = query.forUpdate();
  const rows = await query.execute();
  return new Map(rows.map((row) => [row.id, row]));
}

function newTopic(workspace: string, topic: NamedTopic): TopicRow {
  return {
    workspace_id: workspace,
    id: topic.id,
    title: topic.title ?? topic.id,
    titled: topic.title !== undefined && !topic.follows,
    category: topic.category ?? null,
    status: 'open',
    known_problem: null,
    change_n: 0,
  };
}

/** The same row if there is nothing to fill in. */
function filled(row: TopicRow, topic: NamedTopic): TopicRow {
  const titles =
    !row.titled && topic.title !== undefined && !(topic.follows && topic.title === row.title);
  const categorises = row.category === null && topic.category !== undefined;
  if (!titles && !categorises) return row;
  return {
    ...row,
    title: titles ? (topic.title ?? row.title) : row.title,
    titled: row.titled || (titles && !topic.follows),
    category: row.category ?? topic.category ?? null,
  };
}
