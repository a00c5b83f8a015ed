import * as v from 'valibot';
import { Topic } from '../contract/topic.ts';
import { SourceError } from '../sources/errors.ts';
import type { FivefacesSource } from '../sources/fivefaces.ts';
import type {
  KnownProblemChange,
  KnownProblemSaved,
  TopicStatusChange,
  TopicStatusSaved,
} from '../store/edit-views.ts';
import type { SoloStore } from '../store/solo-store.ts';

const UNKNOWN = {
  message: 'This topic is not kept here any more.',
  remedy: 'Open the conversation again.',
};

type Team<Call extends keyof FivefacesSource> = Pick<FivefacesSource, Call> | null;
type Solo = Pick<SoloStore, 'saveTopic'>;

/**
 * Writes a topic's known problem: on the team's server, or without a team (`null`) on this computer
 * alone. Nothing waits to be sent: without the network it throws SourceError and nothing is kept.
 */
export async function saveKnownProblem(
  team: Team<'saveKnownProblem'>,
  solo: Solo,
  change: KnownProblemChange,
): Promise<KnownProblemSaved> {
  const { topic, was } = change;
  const knownProblem = change.knownProblem?.trim() || null;
  if (!team) {
    await keepAlone(solo, topic, { knownProblem });
    return { saved: true, knownProblem };
  }
  const { stored, isOurs } = await unlessChanged(() =>
    team.saveKnownProblem(topic, knownProblem, was),
  );
  return isOurs
    ? { saved: true, knownProblem: stored.knownProblem }
    : { saved: false, theirs: stored.knownProblem };
}

/** Sets a topic's status, likewise. */
export async function saveTopicStatus(
  team: Team<'saveTopicStatus'>,
  solo: Solo,
  { topic, status, was }: TopicStatusChange,
): Promise<TopicStatusSaved> {
  if (!team) {
    await keepAlone(solo, topic, { status });
    return { saved: true, status };
  }
  const { stored, isOurs } = await unlessChanged(() => team.saveTopicStatus(topic, status, was));
  // Two who set it to the same have no conflict.
  return isOurs || stored.status === status
    ? { saved: true, status: stored.status }
    : { saved: false, theirs: stored.status };
}

async function keepAlone(
  solo: Solo,
  topic: string,
  change: Parameters<Solo['saveTopic']>[1],
): Promise<void> {
  if (await solo.saveTopic(topic, change)) return;
  throw new SourceError('contract', { code: 'not_found', ...UNKNOWN });
}

/** The topic as it was saved, or as it stands where somebody else changed it meanwhile. */
async function unlessChanged(
  save: () => Promise<Topic>,
): Promise<{ stored: Topic; isOurs: boolean }> {
  try {
    return { stored: await save(), isOurs: true };
  } catch (error) {
    if (!(error instanceof SourceError) || error.code !== 'version_conflict') throw error;
    const current = v.safeParse(Topic, error.current);
    if (!current.success) throw error;
    return { stored: current.output, isOurs: false };
  }
}
