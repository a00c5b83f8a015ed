/** Prints rows, the first being the heads, in columns as wide as they need. */
export function printTable(rows: readonly (readonly string[])[]): void {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  for (const row of rows) {
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
  }
}

/** An instant for a table, to the minute in UTC; empty for `null`. */
export function shortTime(instant: number | string | null): string {
  return instant === null ? '' : new Date(instant).toISOString().slice(0, 16).replace('T', ' ');
}
