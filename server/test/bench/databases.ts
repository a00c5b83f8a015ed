import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import type { DatabaseLocation } from '../../src/database/connect.ts';
import { PreparingPGlite } from '../../src/database/pglite-dialect.ts';
import { startPostgresProcess } from '../postgres-process.ts';

/** A connection without anything of ours above the driver; statements are prepared once. */
export interface RawConnection {
  run(sql: string, values: readonly unknown[]): Promise<unknown[]>;
}

export interface RawDatabase {
  connections: RawConnection[];
  close(): Promise<void>;
}

/** A fresh database: to be opened by the product, or raw. */
export interface BenchDatabase {
  location: DatabaseLocation;
  /** The same content, to be opened at the same time. Nobody may have this one open when it is made. */
  twin(): Promise<BenchDatabase>;
  openRaw(connections: number): Promise<RawDatabase>;
}

/** One kind of database, and as many fresh ones of it as wanted. */
export interface DatabaseKind {
  name: 'PGlite' | 'PostgreSQL';
  create(): Promise<BenchDatabase>;
  /** Ends the servers and removes the data. */
  remove(): Promise<void>;
}

/** Embedded, each in a folder of its own. */
export async function pgliteKind(): Promise<DatabaseKind> {
  const home = await mkdtemp(join(tmpdir(), 'fivefaces-bench-'));
  let count = 0;
  const newFolder = () => {
    count += 1;
    return join(home, String(count));
  };
  const databaseIn = (dataFolder: string): BenchDatabase => ({
    location: { dataFolder },
    openRaw: () => rawPGlite(dataFolder),
    async twin() {
      // One process at a time may open a folder, and one opener in it.
      const copy = newFolder();
      await cp(dataFolder, copy, { recursive: true });
      return databaseIn(copy);
    },
  });
  return {
    name: 'PGlite',
    create: () => Promise.resolve(databaseIn(newFolder())),
    remove: () => rm(home, { recursive: true, force: true }),
  };
}

async function rawPGlite(folder: string): Promise<RawDatabase> {
  const pglite = await PGlite.create(folder);
  const session = new PreparingPGlite(pglite);
  const run = async (sql: string, values: readonly unknown[]) =>
    (await session.query(sql, values)).rows;
  return { connections: [{ run }], close: () => pglite.close() };
}

/** A real server with PostgreSQL's own settings: it waits for the disk at each commit. */
export async function postgresKind(): Promise<DatabaseKind> {
  const server = await startPostgresProcess([]);
  let count = 0;
  return {
    name: 'PostgreSQL',
    async create() {
      count += 1;
      const url = new URL(server.url);
      url.pathname = `/bench_${count}`;
      const client = new pg.Client(server.url);
      await client.connect();
      await client.query(`create database bench_${count}`);
      await client.end();
      const database: BenchDatabase = {
        location: { databaseUrl: url.href },
        openRaw: (connections) => rawPostgres(url.href, connections),
        twin: () => Promise.resolve(database),
      };
      return database;
    },
    remove: () => server.remove(),
  };
}

async function rawPostgres(url: string, connections: number): Promise<RawDatabase> {
  const clients = Array.from({ length: connections }, () => new pg.Client(url));
  await Promise.all(clients.map((client) => client.connect()));
  const names = new Map<string, string>();
  const nameOf = (sql: string) => {
    const name = names.get(sql) ?? `r${names.size}`;
    names.set(sql, name);
    return name;
  };
  return {
    connections: clients.map((client) => ({
      run: async (sql, values) => {
        // Words without parameters, such as `begin`, are sent as they are: that is the quickest.
        const statement = values.length === 0 ? sql : { name: nameOf(sql), text: sql };
        const query =
          typeof statement === 'string' ? statement : { ...statement, values: [...values] };
        return (await client.query(query)).rows;
      },
    })),
    close: async () => {
      await Promise.all(clients.map((client) => client.end()));
    },
  };
}
