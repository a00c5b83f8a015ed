import { toInstant } from '../../../lib/contract/primitives.ts';
import { type Demo, generateDemo } from '../../../lib/sample/generate.ts';
import { LAST_LIVE, type LiveStep } from '../../../lib/sample/live.ts';
import { Refusal } from '../workspace/refusal.ts';
import type { Service, WorkspaceService } from '../workspace/service.ts';

const SEED = 20_261;

/** How a demo is loaded. */
export interface LoadOptions {
  /** Epoch milliseconds; the newest conversations run at this moment. */
  now: number;
  /**
   * The workspace seen by a clock that shows `time` (epoch milliseconds), for what happened in the
   * last hours: when somebody was asked or rated is always told by the server's clock.
   */
  at: (time: number) => WorkspaceService;
  /** Conversations loaded so far, of how many. */
  onProgress?: (done: number, total: number) => void;
  /** Fewer conversations for a quick look; 3,000 if absent. */
  conversations?: number;
}

/** What a load came to. */
export interface LoadReport {
  /** `false`: the demo was there already and nothing was changed. */
  loaded: boolean;
  conversations: number;
}

/**
 * Fills a workspace with the demo. Does nothing if it is there already. Creates the workspace if
 * need be; throws if it exists and is not a demo workspace, so that made-up ratings never mix with
 * real ones.
 */
export async function loadDemo(
  service: Service,
  workspaceId: string,
  options: LoadOptions,
): Promise<LoadReport> {
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  await service.ensureWorkspace(workspaceId, { name: 'Acme Support', timeZone, demo: true });
  const workspace = service.workspace(workspaceId);
  const { demo: isDemo, zone } = await describe(workspace);
  if (!isDemo) {
    throw new Error(`workspace ${workspaceId} is not a demo workspace; load the demo into another`);
  }
  if (await exists(workspace, LAST_LIVE)) return { loaded: false, conversations: 0 };

  const demo = generateDemo({
    seed: SEED,
    now: options.now,
    timeZone: zone,
    ...(options.conversations === undefined ? {} : { conversations: options.conversations }),
  });
  const total = demo.conversations.length;
  const report = await workspace.importLines(linesOf(demo), (soFar) =>
    options.onProgress?.(
      soFar.created + soFar.changed + soFar.unchanged + soFar.rejectedCount,
      total,
    ),
  );
  if (report.rejectedCount > 0) {
    throw new Error(`the demo does not fit the contract: ${report.rejected[0]?.reason}`);
  }
  for (const { id, status, knownProblem } of demo.topics) {
    if (status !== 'open' || knownProblem !== null) {
      await workspace.putTopic(id, { status, knownProblem });
    }
  }
  for (const step of demo.live) await take(options.at(step.at), workspaceId, step);
  // Who left without a word an hour ago or more has ended their chat by that.
  await service.endIdleConversations();
  const started = demo.live.filter(({ kind }) => kind === 'start').length;
  return { loaded: true, conversations: report.created + report.changed + started };
}

async function* linesOf({ conversations }: Demo): AsyncGenerator<{ line: number; value: unknown }> {
  for (const [index, value] of conversations.entries()) yield { line: index + 1, value };
}

async function describe(workspace: WorkspaceService): Promise<{ demo: boolean; zone: string }> {
  const asker = { tokenId: 'demo', id: 'demo', name: 'Demo' };
  const { workspace: facts } = await workspace.me({
    ...asker,
    workspace: workspace.id,
    role: 'operator',
  });
  return { demo: facts.demo, zone: facts.timeZone };
}

async function exists(workspace: WorkspaceService, conversation: string): Promise<boolean> {
  try {
    await workspace.conversation(conversation);
    return true;
  } catch (error) {
    if (error instanceof Refusal && error.code === 'not_found') return false;
    throw error;
  }
}

async function take(workspace: WorkspaceService, id: string, step: LiveStep): Promise<void> {
  switch (step.kind) {
    case 'collection': {
      const { version } = await workspace.collection();
      await workspace.putCollection(step.enabled, 'Ada (demo)', version);
      return;
    }
    case 'start':
      await workspace.putConversation(step.conversation, step.body);
      return;
    case 'message':
      await workspace.postMessages(step.conversation, { messages: [step.message] });
      return;
    case 'topics':
      await workspace.putConversationTopics(step.conversation, { topics: step.topics });
      return;
    case 'handover':
      await workspace.handOver(step.conversation, step.at);
      return;
    case 'end':
      await workspace.end(step.conversation, step.at);
      return;
    case 'asked':
    case 'rate': {
      const claims = {
        iss: id,
        aud: 'fivefaces-widget' as const,
        sub: 'demo',
        cid: step.conversation,
        exp: Math.ceil(Date.parse(toInstant(step.at)) / 1000) + 900,
        ...(step.kind === 'rate' && step.byTeam ? { rater: 'team' as const } : {}),
      };
      if (step.kind === 'asked') {
        await workspace.recordAsked(claims, { stage: step.stage, door: step.door });
      } else {
        const { score, comment, seq } = step;
        await workspace.rate(claims, { score, comment, seq });
      }
      return;
    }
  }
}
