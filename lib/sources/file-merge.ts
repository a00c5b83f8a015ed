import type { ImportLine } from '../contract/import.ts';
import type { FileField } from './file-fields.ts';
import type { FileKind } from './file-kind.ts';
import type { FileLine } from './file-line.ts';

/**
 * My AskAI's exports have a row for each topic, or each question, of a conversation: all rows of a
 * conversation become one line, with the number of its first row. None of the exports has
 * everything, so what a line leaves out stays as it is stored.
 */
export async function* mergeLines(
  lines: AsyncIterable<FileLine>,
  kind: Exclude<FileKind, 'table'>,
): AsyncGenerator<FileLine> {
  const merged = new Map<string, { line: number; value: ImportLine; leftOut: FileField[] }>();
  for await (const read of lines) {
    if ('reason' in read) {
      yield read;
      continue;
    }
    const { line, leftOut } = read;
    // A question's time: the last one is the end of what is known.
    const value = {
      ...read.value,
      ...(kind === 'messages' && { endedAt: read.value.startedAt }),
      partial: true,
    };
    const before = merged.get(value.id);
    if (before) {
      before.value = joined(before.value, value);
      before.leftOut.push(...leftOut);
    } else {
      merged.set(value.id, { line, value, leftOut });
    }
  }
  for (const one of merged.values()) yield { ...one, value: withMessageIds(one.value) };
}

/** As many as an import line may have. */
const MOST_TOPICS = 20;
const MOST_MESSAGES = 500;

/** One line of two about the same conversation; where they differ, the first one's word stands. */
function joined(first: ImportLine, next: ImportLine): ImportLine {
  const ids = new Set((first.topics ?? []).map(({ id }) => id));
  const topics = [...(first.topics ?? []), ...(next.topics ?? []).filter(({ id }) => !ids.has(id))];
  const messages = [...(first.messages ?? []), ...(next.messages ?? [])];
  const ends = [first.endedAt, next.endedAt].filter((end) => typeof end === 'string').sort();
  return {
    ...next,
    ...first,
    startedAt: [first.startedAt, next.startedAt].sort()[0] ?? first.startedAt,
    ...(ends.length > 0 && { endedAt: ends.at(-1) }),
    ...(topics.length > 0 && { topics: topics.slice(0, MOST_TOPICS) }),
    ...(messages.length > 0 && { messages }),
  };
}

/** In the order of their times; the export numbers none of them. */
function withMessageIds(line: ImportLine): ImportLine {
  if (!line.messages) return line;
  const inOrder = line.messages.toSorted((a, b) => (a.at ?? '').localeCompare(b.at ?? ''));
  return {
    ...line,
    messages: inOrder
      .slice(0, MOST_MESSAGES)
      .map((message, index) => ({ ...message, id: String(index + 1) })),
  };
}
