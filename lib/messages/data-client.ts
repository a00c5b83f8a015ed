import type { ExportFacts, ExportPart, NextStepView } from '../store/views.ts';
import { sendMessage } from './messenger.ts';
import { asOutcome } from './page-client.ts';
import type { Outcome, VersionedNextSteps } from './protocol.ts';

/** What Options asks of the background about the data itself. Nothing here throws. */

/** Topics, reviews and day counts that are kept here. */
export function exportFacts(): Promise<Outcome<ExportFacts>> {
  return asOutcome(sendMessage('admin-background:export-facts', null));
}

/** Some of the conversations that are kept here; `from` is `next` of the part before. */
export function exportPart(from: number): Promise<Outcome<ExportPart>> {
  return asOutcome(sendMessage('admin-background:export-part', { from }));
}

/** The review's next steps, with the version that a change of them needs. */
export function readNextSteps(): Promise<Outcome<VersionedNextSteps>> {
  return asOutcome(sendMessage('admin-background:read-next-steps', null));
}

/** Changes them for everybody. Code `version_conflict`: somebody else did meanwhile; read again. */
export function saveNextSteps(
  steps: NextStepView[],
  version: string,
): Promise<Outcome<VersionedNextSteps>> {
  return asOutcome(sendMessage('admin-background:save-next-steps', { steps, version }));
}
