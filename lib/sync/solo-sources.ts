import { toInstant } from '../contract/primitives.ts';
import type {
  AskingPlace,
  PostSource,
  PutSource,
  Source,
  SourceConfig,
  SourceTest,
} from '../contract/source.ts';
import { SourceError } from '../sources/errors.ts';
import type {
  RatingSource,
  SourceConversation,
  SourceDefinition,
  SourceParts,
} from '../sources/source.ts';
import type { SoloSource } from '../store/solo-store.ts';
import type { Store } from '../store/store.ts';
import type { SoloAccess, Tokens } from '../store/tokens.ts';
import { soloSourceId, soloSourceOf, soloWorkspace } from './solo-workspace.ts';
import type { Sync } from './sync.ts';

/** How long (ms) a platform may take to answer a person. */
const PATIENCE = 20_000;

export interface SoloSourcesParts {
  store: Pick<Store, 'solo' | 'workspace' | 'erase' | 'ensureIdentity'>;
  tokens: Pick<Tokens, 'read' | 'solo' | 'writeSolo' | 'removeSolo' | 'sample' | 'writeSample'>;
  sync: Pick<Sync, 'exclusively'>;
  /** The connector of a kind; `null` where there is none. */
  definition: (kind: string) => SourceDefinition | null;
  fetch: SourceParts['fetch'];
  /** May the browser reach this origin? */
  isAllowed: (origin: string) => Promise<boolean>;
  /** A source was connected, changed or disconnected. */
  onChange: () => Promise<void>;
  /** This computer's clock. */
  now: () => number;
}

/** The sources of a browser without a team. All calls throw SourceError or StoreError. */
export interface SoloSources {
  /** The connector of an access; `null` for what is not pulled (a file). */
  open(access: SoloAccess): RatingSource | null;
  /** May the browser reach all that an access needs? */
  isReachable(access: SoloAccess): Promise<boolean>;
  list(): Promise<Source[]>;
  connect(wanted: PostSource): Promise<Source>;
  change(id: string, change: PutSource): Promise<Source>;
  test(id: string): Promise<SourceTest>;
  disconnect(id: string): Promise<void>;
  askingPlaces(id: string): Promise<AskingPlace[]>;
  switchAsking(id: string, place: string, enabled: boolean): Promise<AskingPlace[]>;
  takeFile(part: FilePart): Promise<number>;
}

/** Some conversations of a file. */
export interface FilePart {
  name: string;
  /** The first part: replaces what an earlier file of this name brought, once the last one is in. */
  begin: boolean;
  conversations: SourceConversation[];
  end: boolean;
}

/** What a person does with the sources of this browser. */
export function createSoloSources(parts: SoloSourcesParts): SoloSources {
  const { store, tokens, sync, now } = parts;
  const { solo } = store;

  const patience = () => AbortSignal.timeout(PATIENCE);

  function definitionOf(kind: string): SourceDefinition {
    const definition = parts.definition(kind);
    if (!definition) throw UNKNOWN_KIND();
    return definition;
  }

  function openNew(access: Pick<SoloAccess, 'kind' | 'config' | 'secret'>): RatingSource | null {
    const { config, secret } = access;
    return parts.definition(access.kind)?.open({ fetch: parts.fetch, now, config, secret }) ?? null;
  }

  const opened = new Map<string, { as: string; source: RatingSource | null }>();

  /** One connector an access: it remembers how much its platform lets it ask. */
  function open(access: SoloAccess): RatingSource | null {
    const { id, kind, config, secret } = access;
    const as = JSON.stringify([kind, config, secret]);
    const known = opened.get(id);
    if (known?.as === as) return known.source;
    const source = openNew(access);
    opened.set(id, { as, source });
    return source;
  }

  function openToAsk(access: SoloAccess): RatingSource {
    const source = open(access);
    if (!source) throw UNKNOWN_KIND();
    return source;
  }

  async function isReachable({ kind, config }: Pick<SoloAccess, 'kind' | 'config'>) {
    const origins = parts.definition(kind)?.origins(config) ?? [];
    const allowed = await Promise.all(origins.map(parts.isAllowed));
    return allowed.every(Boolean);
  }

  async function find(id: string): Promise<{ access: SoloAccess; source: SoloSource }> {
    const access = (await tokens.solo()).find((one) => one.id === id);
    const source = (await solo.sources()).find((one) => one.id === id);
    if (!access || !source) {
      throw new SourceError('contract', {
        code: 'not_found',
        message: 'There is no such source.',
        remedy: 'Open Options to see which are connected.',
        transient: false,
      });
    }
    return { access, source };
  }

  /** Asks the platform whom an access leads to. */
  async function account(access: Pick<SoloAccess, 'kind' | 'config' | 'secret'>, name: string) {
    if (!(await isReachable(access))) {
      throw new SourceError('permission', {
        code: 'site_not_allowed',
        message: `The browser has not been allowed to reach ${name}.`,
        remedy: 'Press the button again and choose Allow.',
      });
    }
    const source = openNew(access);
    if (!source) throw UNKNOWN_KIND();
    return source.account(patience());
  }

  async function refuseDouble(kind: string, place: string | null, own: string | null) {
    const others = (await tokens.solo()).filter(({ id }) => id !== own);
    if (place === null || !others.some((one) => one.kind === kind && one.place === place)) return;
    throw new SourceError('contract', {
      code: 'source_connected',
      message: 'This account is connected already.',
      remedy: 'Change its access in Options instead.',
      transient: false,
    });
  }

  /** Keeps a new source; the first one begins the workspace. */
  async function add(access: SoloAccess): Promise<void> {
    await sync.exclusively(async () => {
      if (await tokens.read()) throw IN_A_TEAM();
      if (await tokens.sample()) {
        await tokens.writeSample(null);
        await store.erase();
      }
      await store.ensureIdentity();
      if (!(await store.workspace())) await solo.begin(soloWorkspace());
      await tokens.writeSolo(access);
      await solo.add(soloSourceOf(access));
    });
    await parts.onChange();
  }

  async function freeId(kind: string): Promise<string> {
    return soloSourceId(
      kind,
      (await tokens.solo()).map(({ id }) => id),
    );
  }

  async function told(id: string): Promise<Source> {
    return sourceOf((await find(id)).source);
  }

  return {
    open,
    isReachable,
    list: async () => (await solo.sources()).map(sourceOf),
    async connect({ kind, name, config: given, secret = null }) {
      const definition = definitionOf(kind);
      const config: SourceConfig = definition.readConfig(given);
      const { place, name: accountName } = await account({ kind, config, secret }, definition.name);
      await refuseDouble(kind, place, null);
      const id = await freeId(kind);
      const createdAt = now();
      await add({ id, kind, name: name ?? accountName, place, config, secret, createdAt });
      return told(id);
    },
    async change(id, { name, config: given, secret }) {
      const { access } = await find(id);
      const next = { ...access, name: name ?? access.name, secret: secret ?? access.secret };
      if (given !== undefined || secret !== undefined) {
        const definition = definitionOf(access.kind);
        next.config = given === undefined ? access.config : definition.readConfig(given);
        next.place = (await account(next, definition.name)).place;
        await refuseDouble(next.kind, next.place, id);
      }
      await sync.exclusively(async () => {
        await tokens.writeSolo(next);
        const { place, config } = next;
        const again = { nextAt: 0, problem: null, failures: 0 };
        const asked = given !== undefined || secret !== undefined ? again : {};
        await solo.change(id, { name: next.name, place, config, ...asked });
        // Another account, or other choices, tell other things: what they do not tell is to go.
        if (place !== access.place || given !== undefined) await solo.tellAgain(id);
      });
      await parts.onChange();
      return told(id);
    },
    async test(id) {
      const { access } = await find(id);
      try {
        const { name, limits } = await account(access, access.name);
        const account_ = limits.length > 0 ? `${name}. ${limits.join(' ')}` : name;
        return { ok: true, account: account_, problem: null };
      } catch (error) {
        if (!(error instanceof SourceError)) throw error;
        const { code, message, remedy } = error;
        return { ok: false, account: null, problem: { code, message, remedy } };
      }
    },
    async disconnect(id) {
      await sync.exclusively(async () => {
        await tokens.removeSolo(id);
        // With the last one goes everything.
        if ((await tokens.solo()).length === 0) await store.erase();
        else await solo.remove(id);
      });
      await parts.onChange();
    },
    async askingPlaces(id) {
      const { access } = await find(id);
      return openToAsk(access).askingPlaces(patience());
    },
    async switchAsking(id, place, enabled) {
      const { access } = await find(id);
      return openToAsk(access).switchAsking(place, enabled, patience());
    },
    async takeFile({ name, begin, conversations, end }) {
      const known = (await tokens.solo()).find((one) => one.kind === 'file' && one.name === name);
      if (!known && !begin) throw NOT_BEGUN();
      const id = known?.id ?? (await freeId('file'));
      if (!known) {
        const createdAt = now();
        await add({ id, kind: 'file', name, place: null, config: {}, secret: null, createdAt });
      }
      if (begin) {
        await solo.tellAgain(id);
        await solo.change(id, { nextAt: null });
      }
      const { state } = (await find(id)).source;
      const at = now();
      const batch = { gone: [], more: !end, progress: null, notes: [], wait: 0 };
      const next = String(Number(state ?? 0) + conversations.length);
      const told = { ...batch, conversations, state: next };
      await solo.apply(id, state, told, at, end ? { syncedAt: at } : {});
      return conversations.length;
    },
  };
}

/** A source of this browser as admins see it. */
function sourceOf(source: SoloSource): Source {
  const { id, kind, name, place, config, problem, notes, conversations, ratings } = source;
  const instant = (time: number | null) => (time === null ? null : toInstant(time));
  return {
    id,
    kind,
    name,
    place,
    problem: problem && {
      code: problem.detail,
      message: problem.message,
      remedy: problem.remedy,
      since: toInstant(problem.since),
    },
    config,
    createdAt: toInstant(source.createdAt),
    syncedAt: instant(source.syncedAt),
    nextAt: instant(source.nextAt),
    conversations,
    ratings,
    notes,
  };
}

const UNKNOWN_KIND = () =>
  new SourceError('contract', {
    code: 'source_unknown',
    message: 'This version cannot connect that platform.',
    remedy: 'Update the extension.',
    transient: false,
  });

const NOT_BEGUN = () =>
  new SourceError('contract', {
    code: 'file_not_begun',
    message: 'The file’s beginning is missing.',
    remedy: 'Choose the file again.',
    transient: false,
  });

const IN_A_TEAM = () =>
  new SourceError('contract', {
    code: 'in_a_team',
    message: 'This browser is in a team: its server reads the ratings.',
    remedy: 'Ask an admin of your team to connect it there.',
    transient: false,
  });
