import { type PGlite, parse, protocol } from '@electric-sql/pglite';
import {
  AbortedTransactionError,
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PGliteAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely';

/** Statements kept prepared at most; further ones are parsed and planned each time. */
const MOST_PREPARED = 300;
const CONTROL = new Set(['begin', 'commit', 'rollback']);

type Message = Awaited<ReturnType<PGlite['execProtocol']>>['messages'][number];

interface Prepared {
  name: string;
  /** PostgreSQL's object ids of the parameters' types. */
  types: readonly number[];
  /** Describes the columns of its rows; none for a statement that returns nothing. */
  columns: readonly Message[];
}

/**
 * Statements to a PGlite, prepared the second time they come and from then on run in one call of
 * its protocol: PGlite's own `query` parses, plans and describes every time, in seven calls. One
 * user at a time.
 */
export class PreparingPGlite {
  readonly #pglite: PGlite;
  /** By their text; `null` for one that came once. */
  readonly #known = new Map<string, Prepared | null>();
  #names = 0;

  constructor(pglite: PGlite) {
    this.#pglite = pglite;
  }

  /** Runs one statement. Throws PGlite's `DatabaseError`, with PostgreSQL's `code`. */
  async query<Row>(sql: string, values: readonly unknown[]): Promise<QueryResult<Row>> {
    if (CONTROL.has(sql)) {
      await this.#control(sql);
      return { rows: [] };
    }
    const prepared = await this.#prepare(sql);
    if (prepared === null) {
      const { rows, affectedRows } = await this.#pglite.query<Row>(sql, [...values]);
      return result(rows, affectedRows);
    }
    const { serialize } = protocol;
    const message = joined([
      serialize.bind({
        statement: prepared.name,
        values: values.map((value, index) => this.#asText(value, prepared.types[index])),
      }),
      serialize.execute({}),
      serialize.sync(),
    ]);
    const { messages } = await this.#pglite
      .execProtocol(message, { syncToFs: false })
      .catch((error: unknown) => {
        // Prepared anew next time: a table may have got other columns meanwhile.
        this.#known.delete(sql);
        throw error;
      });
    const [first] = parse.parseResults([...prepared.columns, ...messages], this.#pglite.parsers);
    return result((first?.rows ?? []) as Row[], first?.affectedRows);
  }

  /** Begins or ends a transaction. Throws if a commit became a rollback. */
  async #control(word: string): Promise<void> {
    const message = protocol.serialize.query(word);
    const { messages } = await this.#pglite.execProtocol(message, { syncToFs: false });
    const [first] = parse.parseResults(messages, this.#pglite.parsers);
    if (word !== 'commit' || first?.command === 'COMMIT') return;
    // Nothing may be told to be written that is not.
    throw new AbortedTransactionError();
  }

  async #prepare(sql: string): Promise<Prepared | null> {
    const known = this.#known.get(sql);
    if (known) return known;
    if (known === undefined) {
      if (this.#known.size < MOST_PREPARED) this.#known.set(sql, null);
      return null;
    }
    const { serialize } = protocol;
    this.#names += 1;
    const name = `s${this.#names}`;
    const message = joined([
      serialize.parse({ name, text: sql }),
      serialize.describe({ type: 'S', name }),
      serialize.sync(),
    ]);
    const { messages } = await this.#pglite.execProtocol(message, { syncToFs: false });
    const prepared = {
      name,
      types: parse.parseDescribeStatementResults(messages),
      columns: messages.filter((part) => part.name === 'rowDescription'),
    };
    this.#known.set(sql, prepared);
    return prepared;
  }

  #asText(value: unknown, type: number | undefined): string | null {
    if (value === null || value === undefined) return null;
    const serializer = type === undefined ? undefined : this.#pglite.serializers[type];
    return serializer ? serializer(value) : String(value);
  }
}

function result<Row>(rows: Row[], affected: number | undefined): QueryResult<Row> {
  return affected === undefined ? { rows } : { rows, numAffectedRows: BigInt(affected) };
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(parts);
}

class Connection implements DatabaseConnection {
  readonly #session: PreparingPGlite;

  constructor(session: PreparingPGlite) {
    this.#session = session;
  }

  executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    return this.#session.query<Row>(sql, parameters);
  }

  // biome-ignore lint/correctness/useYield: the interface asks for it, PGlite has no cursors
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('PGlite does not stream');
  }
}

async function control(connection: DatabaseConnection, word: string): Promise<void> {
  await connection.executeQuery(CompiledQuery.raw(word));
}

/** Kysely on a PGlite that nobody else uses, with prepared statements. Closes it at the end. */
export function pgliteDialect(pglite: PGlite): Dialect {
  const session = new PreparingPGlite(pglite);
  const connection = new Connection(session);
  // Kysely hands the one connection to one user at a time, transactions as a whole.
  const driver: Driver = {
    init: () => pglite.waitReady,
    acquireConnection: () => Promise.resolve(connection),
    beginTransaction: (connection) => control(connection, 'begin'),
    commitTransaction: (connection) => control(connection, 'commit'),
    rollbackTransaction: (connection) => control(connection, 'rollback'),
    releaseConnection: () => Promise.resolve(),
    destroy: () => pglite.close(),
  };
  return {
    createAdapter: () => new PGliteAdapter(),
    createDriver: () => driver,
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}
