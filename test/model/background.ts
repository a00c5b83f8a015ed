import { Dexie } from 'dexie';
import { fivefacesSource } from '../../lib/sources/fivefaces.ts';
import { createStoreReader } from '../../lib/store/reader.ts';
import { openStore, type Store } from '../../lib/store/store.ts';
import { type Membership, openTokens } from '../../lib/store/tokens.ts';
import type { JoinedWorkspace, Retention, StoreReader } from '../../lib/store/views.ts';
import type { SyncOutcome } from '../../lib/sync/drive-sync.ts';
import {
  createReviewOutbox,
  type OutboxParts,
  type ReviewOutbox,
} from '../../lib/sync/review-outbox.ts';
import { createSync, type Sync } from '../../lib/sync/sync.ts';
import type { FaultyNetwork } from './faulty-network.ts';
import { type Life, nextLife } from './mortal-storage.ts';

const SERVER = 'https://csat.example.com';

/** The browser with the extension in it: what is on its disk outlives the backgrounds. */
export class ModelBrowser {
  /** This computer's clock. It need not agree with the server's. */
  readonly clock: { now: number };
  readonly #network: FaultyNetwork;
  readonly #databases: { store: string; tokens: string };
  #life: Life;
  #store: Store;
  #sync: Sync;
  #outbox: ReviewOutbox;
  /** What is kept outside IndexedDB. */
  #copy: Awaited<ReturnType<OutboxParts['copy']['getValue']>> = null;

  constructor(name: string, network: FaultyNetwork, now: number) {
    this.#network = network;
    this.clock = { now };
    this.#databases = { store: `store-${name}`, tokens: `tokens-${name}` };
    [this.#life, this.#store, this.#sync, this.#outbox] = this.#begin();
  }

  get store(): Store {
    return this.#store;
  }

  get reader(): StoreReader {
    return createStoreReader(this.#store);
  }

  /** Joins the server, as Welcome does. */
  async join(workspace: Omit<JoinedWorkspace, 'server'>, token: string): Promise<void> {
    const joined = { ...workspace, server: SERVER };
    await openTokens(this.#databases.tokens).write({ token, workspace: joined });
    await this.#store.join(joined);
  }

  /** A new background, as after the old one's death or a restart of the browser. */
  restart(): void {
    [this.#life, this.#store, this.#sync, this.#outbox] = this.#begin();
  }

  /** The browser deletes the store under the running background, and keeps the token. */
  async evict(): Promise<void> {
    await Dexie.delete(this.#databases.store);
  }

  /** One sync, or two asked for at once; `null` if the background died of it and a new one began. */
  sync(options: { diesAt: number | null; twice: boolean }): Promise<SyncOutcome | null> {
    const asked = { wait: 0, hurry: true };
    return this.#until(options.diesAt, async (sync) => {
      const [outcome] = await Promise.all([
        sync.syncOnce(asked),
        ...(options.twice ? [sync.syncOnce(asked)] : []),
      ]);
      return outcome;
    });
  }

  fetchAnew(diesAt: number | null): Promise<SyncOutcome | null> {
    return this.#until(diesAt, (sync) => sync.fetchAnew());
  }

  /** True if the edit was kept; `null` if the background died of it. */
  save(edit: Parameters<ReviewOutbox['save']>[0], diesAt: number | null): Promise<true | null> {
    return this.#until(diesAt, async (_, outbox) => {
      await outbox.save(edit);
      return true as const;
    });
  }

  setRetention(retention: Retention): Promise<void> {
    return this.#store.setRetention(retention);
  }

  async #until<T>(
    diesAt: number | null,
    work: (sync: Sync, outbox: ReviewOutbox) => Promise<T>,
  ): Promise<T | null> {
    const life = this.#life;
    life.diesAt(diesAt);
    try {
      const result = await work(this.#sync, this.#outbox);
      return life.dead ? null : result;
    } catch (error) {
      if (life.dead) return null;
      throw error;
    } finally {
      life.diesAt(null);
      if (life.dead) this.restart();
    }
  }

  close(): void {
    this.#life.end();
  }

  #begin(): [Life, Store, Sync, ReviewOutbox] {
    const life = nextLife();
    const store = openStore(this.#databases.store);
    const locks = {
      request: async (...args: unknown[]) => {
        life.gate();
        return Reflect.apply(navigator.locks.request, navigator.locks, args);
      },
    };
    const parts = {
      store,
      tokens: openTokens(this.#databases.tokens),
      source: ({ workspace, token }: Membership) => fivefacesSource(workspace.server, token),
      isAllowed: async () => {
        life.gate();
        return true;
      },
      locks,
      now: () => this.clock.now,
      random: () => 0.5,
    };
    const outbox = createReviewOutbox({
      ...parts,
      copy: {
        getValue: async () => {
          life.gate();
          return structuredClone(this.#copy);
        },
        setValue: async (record) => {
          life.gate();
          this.#copy = structuredClone(record);
        },
      },
    });
    const sync = createSync({ ...parts, outbox, onWithdrawn: async () => life.gate() });
    globalThis.fetch = (address, init = {}) =>
      this.#network.fetch(new URL(String(address)), init, life);
    return [life, store, sync, outbox];
  }
}
