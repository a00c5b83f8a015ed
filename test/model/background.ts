import { Dexie } from 'dexie';
import { fivefacesSource } from '../../lib/sources/fivefaces.ts';
import { createStoreReader } from '../../lib/store/reader.ts';
import { openStore, type Store } from '../../lib/store/store.ts';
import { openTokens } from '../../lib/store/tokens.ts';
import type { JoinedWorkspace, StoreReader } from '../../lib/store/views.ts';
import type { SyncOutcome } from '../../lib/sync/drive-sync.ts';
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

  constructor(name: string, network: FaultyNetwork, now: number) {
    this.#network = network;
    this.clock = { now };
    this.#databases = { store: `store-${name}`, tokens: `tokens-${name}` };
    [this.#life, this.#store, this.#sync] = this.#begin();
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
    [this.#life, this.#store, this.#sync] = this.#begin();
  }

  /** The browser throws the store away under a running background, and keeps the token. */
  async evict(): Promise<void> {
    this.restart();
    await Dexie.delete(this.#databases.store);
    this.restart();
  }

  /** One sync, or two asked for at once; `null` if the background died of it and a new one began. */
  async sync(options: { diesAt: number | null; twice: boolean }): Promise<SyncOutcome | null> {
    const life = this.#life;
    life.diesAt(options.diesAt);
    const asked = { wait: 0, hurry: true };
    const outcomes = await Promise.all([
      this.#sync.syncOnce(asked).catch(() => null),
      ...(options.twice ? [this.#sync.syncOnce(asked).catch(() => null)] : []),
    ]);
    life.diesAt(null);
    if (life.dead) {
      this.restart();
      return null;
    }
    return outcomes[0] ?? null;
  }

  close(): void {
    this.#life.end();
  }

  #begin(): [Life, Store, Sync] {
    const life = nextLife();
    const store = openStore(this.#databases.store);
    const sync = createSync({
      store,
      tokens: openTokens(this.#databases.tokens),
      source: ({ workspace, token }) => fivefacesSource(workspace.server, token),
      isAllowed: async () => {
        life.gate();
        return true;
      },
      onWithdrawn: async () => life.gate(),
      locks: {
        request: async (...args: unknown[]) => {
          life.gate();
          return Reflect.apply(navigator.locks.request, navigator.locks, args);
        },
      },
      now: () => this.clock.now,
      random: () => 0.5,
    });
    globalThis.fetch = (address, init = {}) =>
      this.#network.fetch(new URL(String(address)), init, life);
    return [life, store, sync];
  }
}
