import type { ImportReport, RejectedLine } from '../../../lib/contract/import.ts';

/** How many rejected lines a report lists. */
export const LISTED_REJECTIONS = 1_000;

/** The report of nothing. */
export function emptyReport(): ImportReport {
  return { lines: 0, created: 0, changed: 0, unchanged: 0, rejectedCount: 0, rejected: [] };
}

/** Two reports of parts of one file as one, the rejected lines in the file's order. */
export function joinReports(a: ImportReport, b: ImportReport): ImportReport {
  return {
    lines: a.lines + b.lines,
    created: a.created + b.created,
    changed: a.changed + b.changed,
    unchanged: a.unchanged + b.unchanged,
    rejectedCount: a.rejectedCount + b.rejectedCount,
    rejected: [...a.rejected, ...b.rejected]
      .sort((x, y) => x.line - y.line)
      .slice(0, LISTED_REJECTIONS),
  };
}

/** A report of lines that could not even be read. */
export function unreadReport(rejected: readonly RejectedLine[]): ImportReport {
  return {
    ...emptyReport(),
    lines: rejected.length,
    rejectedCount: rejected.length,
    rejected: rejected.slice(0, LISTED_REJECTIONS),
  };
}
