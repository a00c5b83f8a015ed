/**
 * Names a conversation among those of all sources, for sets and maps in memory.
 * @param source `null` for what has none, such as a topic
 */
export function nameOf({ source, id }: { source: string | null; id: string }): string {
  return `${source}\n${id}`;
}
