import type { ImportReport } from '../../../lib/contract/import.ts';
import type { Role } from '../../../lib/contract/primitives.ts';
import type { PostSource, Source, SourceTest } from '../../../lib/contract/source.ts';
import type { Member } from '../../../lib/contract/team.ts';
import type { ReadLine } from '../import/json-lines.ts';
import type { NewInvite, WorkspaceService } from '../workspace/service.ts';

/** A token as `token list` shows it. Times are epoch milliseconds. */
export type ListedToken = Awaited<ReturnType<WorkspaceService['listTokens']>>[number];

/** One thing that `doctor` looked at. */
export interface Finding {
  what: string;
  ok: boolean;
  /** What was found, in words. */
  found: string;
  /** What to do about it, where something is wrong. */
  remedy?: string;
}

/** What loading the demo came to. */
export interface DemoReport {
  /** `false`: it was there already. */
  loaded: boolean;
  conversations: number;
}

/** What a restore came to. */
export interface Restored {
  workspaces: number;
  conversations: number;
  /** Conversations of the backup that had been erased here since, and so were erased again. */
  erasedAgain: number;
  /** Each workspace's counts beside their recount. */
  findings: Finding[];
}

/** What whoever runs the server can do with one workspace, from the command line. */
export interface Operations {
  createToken(options: { role: Role; name: string }): Promise<{ id: string; token: string }>;
  listTokens(): Promise<ListedToken[]>;
  /** Throws `Refusal` `not_found` for an unknown id. */
  revokeToken(id: string): Promise<void>;
  createInvite(options: NewInvite): Promise<{ id: string; code: string }>;
  listMembers(): Promise<Member[]>;
  /** Also the last admin. Throws `Refusal` `not_found` for an unknown id. */
  removeMember(id: string): Promise<void>;
  listSources(): Promise<Source[]>;
  /** Throws `Refusal` `source_refused` in the platform's words, and `secrets_not_kept`. */
  addSource(source: PostSource): Promise<Source>;
  /** Throws `Refusal` `not_found` for an unknown id, as does `removeSource`. */
  testSource(id: string): Promise<SourceTest>;
  removeSource(id: string): Promise<void>;
  importLines(
    lines: AsyncIterable<ReadLine>,
    onProgress: (report: ImportReport) => void,
  ): Promise<ImportReport>;
  /** Fills the workspace with the demo's data; refuses a workspace that is not a demo's. */
  loadDemo(onProgress: (done: number, total: number) => void): Promise<DemoReport>;
  /** Looks at the database and at every workspace's counts. */
  examine(): Promise<Finding[]>;
  /** All workspaces as one file. */
  backup(): AsyncIterable<Uint8Array>;
  /**
   * Puts a backup in the place of all workspaces; throws `Refusal` where it cannot, and then
   * nothing was changed.
   */
  restore(bytes: AsyncIterable<Uint8Array>, options: { replace: boolean }): Promise<Restored>;
}
