import type { IndexableTypeArrayReadonly, Table } from 'dexie';

/** Writes values under keys of several parts, which Dexie takes and its types do not know. */
export async function putAll<Value, Key>(
  table: Table<Value, Key>,
  values: readonly Value[],
  keys: readonly Key[],
): Promise<void> {
  if (values.length === 0) return;
  await table.bulkPut(values, keys as readonly unknown[] as IndexableTypeArrayReadonly);
}
