import type { SoloSource } from '../store/solo-store.ts';
import type { SoloAccess } from '../store/tokens.ts';
import type { JoinedWorkspace } from '../store/views.ts';

/** The workspace of a browser without a team: its person may do everything. */
export function soloWorkspace(): JoinedWorkspace {
  return {
    server: '',
    id: 'solo',
    name: 'Solo',
    demo: false,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC',
    person: { id: 'me', name: 'You' },
    role: 'admin',
    solo: true,
  };
}

/** A source that was just connected, or is to be fetched anew after the browser evicted the store. */
export function soloSourceOf({ id, kind, name, place, config, createdAt }: SoloAccess): SoloSource {
  const isFile = kind === 'file';
  return {
    id,
    kind,
    name,
    place,
    config,
    createdAt,
    state: null,
    complete: isFile,
    progress: null,
    sweepUpTo: null,
    syncedAt: null,
    nextAt: isFile ? null : 0,
    failures: 0,
    problem: null,
    notes: [],
    conversations: 0,
    ratings: 0,
  };
}

/** The id of a new source: its kind, then `kind-2` and so on. */
export function soloSourceId(kind: string, taken: readonly string[]): string {
  let id = kind;
  for (let number = 2; taken.includes(id); number += 1) id = `${kind}-${number}`;
  return id;
}
