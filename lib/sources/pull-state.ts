import * as v from 'valibot';

/** A pull's state as text (`SourceBatch.state`). */
export function writePullState(state: unknown): string {
  return JSON.stringify(state);
}

/**
 * Reads what `writePullState` wrote; `null` where there is none, or one of another version that the
 * schema refuses: the source then starts again, which ends in the same truth.
 */
export function readPullState<Schema extends v.GenericSchema>(
  schema: Schema,
  state: string | null,
): v.InferOutput<Schema> | null {
  if (state === null) return null;
  try {
    const parsed = v.safeParse(schema, JSON.parse(state));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}
