import 'fake-indexeddb/auto';

/** Thrown at the await at which the background dies, and by everything that it still tries after. */
export class Died extends Error {
  constructor() {
    super('The background has died');
    this.name = 'Died';
  }
}

/**
 * One life of the background. Every await of it passes a gate: the network, the locks, and each
 * single request to IndexedDB. At the gate where it dies all its transactions are aborted and its
 * connections closed, as a browser does with a worker that it stops; nothing it does has an effect
 * from then on.
 */
export class Life {
  readonly #connections = new Set<IDBDatabase>();
  readonly #transactions = new Set<IDBTransaction>();
  #gatesLeft: number | null = null;
  #dead = false;

  get dead(): boolean {
    return this.#dead;
  }

  /** Dies at the `gates`-th gate from now; `null`: lives on. */
  diesAt(gates: number | null): void {
    this.#gatesLeft = gates;
  }

  /** Throws Died where its time has come, and ever after. */
  gate(): void {
    if (this.#dead) throw new Died();
    if (this.#gatesLeft === null) return;
    this.#gatesLeft -= 1;
    if (this.#gatesLeft > 0) return;
    this.end();
    throw new Died();
  }

  /** Ends it at once. */
  end(): void {
    if (this.#dead) return;
    this.#dead = true;
    for (const transaction of this.#transactions) {
      try {
        transaction.abort();
      } catch {
        // It had committed already.
      }
    }
    for (const connection of this.#connections) connection.close();
  }

  ownConnection(connection: IDBDatabase): void {
    if (this.#dead) connection.close();
    else this.#connections.add(connection);
  }

  ownTransaction(transaction: IDBTransaction): void {
    this.#transactions.add(transaction);
    const over = () => this.#transactions.delete(transaction);
    transaction.addEventListener('complete', over);
    transaction.addEventListener('abort', over);
  }
}

/** The one background that lives now: all of IndexedDB is its. */
let current = new Life();

/** Ends the life before and begins the next. */
export function nextLife(): Life {
  current.end();
  current = new Life();
  return current;
}

const READING = ['get', 'getKey', 'getAll', 'getAllKeys', 'count', 'openCursor', 'openKeyCursor'];
const WRITING = ['put', 'add', 'delete', 'clear'];

/** Puts a gate before a method. */
function guard(prototype: object, method: string): void {
  const original: unknown = Reflect.get(prototype, method);
  if (typeof original !== 'function') throw new Error(`There is no ${method}`);
  Reflect.set(prototype, method, function (this: unknown, ...args: unknown[]) {
    current.gate();
    return Reflect.apply(original, this, args);
  });
}

for (const method of [...READING, ...WRITING]) guard(IDBObjectStore.prototype, method);
for (const method of READING) guard(IDBIndex.prototype, method);

const open = IDBFactory.prototype.open;
IDBFactory.prototype.open = function (...args) {
  current.gate();
  const life = current;
  const request = open.apply(this, args);
  request.addEventListener('success', () => life.ownConnection(request.result));
  return request;
};

guard(IDBFactory.prototype, 'deleteDatabase');

const transaction = IDBDatabase.prototype.transaction;
IDBDatabase.prototype.transaction = function (...args) {
  // That of an opening is begun by IndexedDB itself, where nobody of ours would hear of a death.
  if (args[1] !== 'versionchange') current.gate();
  const begun = transaction.apply(this, args);
  current.ownTransaction(begun);
  return begun;
};
