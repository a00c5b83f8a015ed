import * as v from 'valibot';
import { Topic } from '../contract/topic.ts';
import { SourceError } from '../sources/errors.ts';
import type { FivefacesSource } from '../sources/fivefaces.ts';
import type { SoloStore } from '../store/solo-store.ts';
import type { KnownProblemChange, KnownProblemSaved } from '../store/views.ts';

const UNKNOWN = {
  message: 'This topic is not kept here any more.',
  remedy: 'Open the conversation again.',
};

/**
 * Writes a topic's known problem: on the team's server, or without a team (`null`) on this computer
 * alone. Nothing waits to be sent: without the network it throws SourceError and nothing is kept.
 */
export async function saveKnownProblem(
  team: Pick<FivefacesSource, 'saveKnownProblem'> | null,
  solo: Pick<SoloStore, 'saveKnownProblem'>,
  change: KnownProblemChange,
): Promise<KnownProblemSaved> {
  const { topic, was } = change;
  const knownProblem = change.knownProblem?.trim() || null;
  if (!team) {
    if (!(await solo.saveKnownProblem(topic, knownProblem))) {
      throw new SourceError('contract', { code: 'not_found', ...UNKNOWN });
    }
    return { saved: true, knownProblem };
  }
  try {
    const saved = await team.saveKnownProblem(topic, knownProblem, was);
    return { saved: true, knownProblem: saved.knownProblem };
  } catch (error) {
    if (!(error instanceof SourceError) || error.code !== 'version_conflict') throw error;
    const current = v.safeParse(Topic, error.current);
    if (!current.success) throw error;
    return { saved: false, theirs: current.output.knownProblem };
  }
}
