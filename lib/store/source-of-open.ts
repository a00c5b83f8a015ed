import { inboxById } from '../inboxes/index.ts';
import type { JoinedWorkspace, OpenQuery, SourceOfOpen, SourceView } from './views.ts';

/** The source that the server of a team is itself. */
export const OWN_SOURCE = 'fivefaces';

/** Some inboxes show conversations of any source: only the id tells which. */
function showsAny(inbox: string): boolean {
  return inboxById(inbox)?.ofAnySource === true;
}

/** What an inbox belongs to, as people call it. */
function platformOf(inbox: string): string {
  return inbox === 'pattern' ? 'another system' : (inboxById(inbox)?.name ?? inbox);
}

/** The sources of a workspace. A team's own comes first, also from servers that do not send it. */
export function sourcesOf(
  workspace: Pick<JoinedWorkspace, 'solo'> | null,
  connected: readonly SourceView[],
): SourceView[] {
  if (!workspace) return [];
  const others = connected.filter(({ id }) => id !== OWN_SOURCE);
  // The sample data's own source comes with its feed.
  if (workspace.solo) return [...connected];
  const own = connected.find(({ id }) => id === OWN_SOURCE);
  return [own ?? OWN, ...others];
}

const OWN: SourceView = {
  id: OWN_SOURCE,
  kind: 'fivefaces',
  name: 'Fivefaces',
  place: null,
  problem: null,
};

/** The sources that an open conversation may come from, by its inbox and account; empty if none. */
export function sourcesOfOpen(open: OpenQuery, sources: readonly SourceView[]): SourceView[] {
  const { inbox, place } = open;
  if (showsAny(inbox)) return [...sources];
  if (inbox === OWN_SOURCE) return sources.filter(({ id }) => id === OWN_SOURCE);
  const ofKind = sources.filter(({ kind }) => kind === inbox);
  if (place !== null) return ofKind.filter((source) => source.place === place);
  // An address that does not name the account: only where it can be no other.
  return ofKind.length === 1 ? ofKind : [];
}

/**
 * Where an open conversation's ratings come from.
 * @param foundIn the source in which the conversation was found; `null` if it was in none
 */
export function sourceOfOpen(
  open: OpenQuery,
  sources: readonly SourceView[],
  foundIn: string | null,
): SourceOfOpen {
  const possible = sourcesOfOpen(open, sources);
  const found = possible.find(({ id }) => id === foundIn);
  const source = found ?? (showsAny(open.inbox) ? undefined : possible[0]);
  if (source) return { kind: 'connected', source };
  return { kind: 'elsewhere', inbox: open.inbox, platform: platformOf(open.inbox) };
}
