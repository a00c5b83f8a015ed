import type { ImportReport } from '../../../lib/contract/import.ts';
import type { WorkspaceService } from '../workspace/service.ts';
import type { ReadLine } from './json-lines.ts';
import { emptyReport, joinReports, LISTED_REJECTIONS } from './report.ts';

/**
 * Imports what was read into a workspace. Lines that could not be read count as rejected, beside
 * those that the workspace refuses.
 * @param onProgress told the report so far after each batch
 */
export async function takeLines(
  workspace: Pick<WorkspaceService, 'importLines'>,
  read: AsyncIterable<ReadLine>,
  onProgress?: (report: ImportReport) => void,
): Promise<ImportReport> {
  const unread = emptyReport();

  async function* readable(): AsyncGenerator<{ line: number; value: unknown }> {
    for await (const one of read) {
      if ('value' in one) {
        yield one;
        continue;
      }
      unread.lines += 1;
      unread.rejectedCount += 1;
      if (unread.rejected.length < LISTED_REJECTIONS) unread.rejected.push(one);
    }
  }

  const taken = await workspace.importLines(readable(), (report) =>
    onProgress?.(joinReports(report, unread)),
  );
  return joinReports(taken, unread);
}
