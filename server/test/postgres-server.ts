import type { TestProject } from 'vitest/node';
import { startPostgresProcess } from './postgres-process.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A real PostgreSQL server for the whole run; its role may create databases. */
    postgresUrl: string;
  }
}

// What is only for surviving a power cut is switched off: the tests do not cut the power.
const SETTINGS = ['fsync=off', 'full_page_writes=off', 'max_connections=200'];

/** Vitest's global set-up: one real PostgreSQL for the whole run. */
export default async function startPostgres(project: TestProject): Promise<() => Promise<void>> {
  const postgres = await startPostgresProcess(SETTINGS);
  project.provide('postgresUrl', postgres.url);
  return () => postgres.remove();
}
