import { AsyncLocalStorage } from 'node:async_hooks';
import type { LogEvent } from 'kysely';
import type { RawConnection } from './databases.ts';

export interface Statement {
  sql: string;
  values: readonly unknown[];
}

/** Notes which statements a piece of work sends to the database, apart from what runs beside it. */
export class Recorder {
  readonly #context = new AsyncLocalStorage<Statement[]>();

  readonly log = ({ query }: LogEvent): void => {
    this.#context.getStore()?.push({ sql: query.sql, values: query.parameters });
  };

  async record(work: () => Promise<unknown>): Promise<Statement[]> {
    const statements: Statement[] = [];
    await this.#context.run(statements, work);
    return statements;
  }
}

/** Sends the statements of one piece of work, one after the other. */
export async function replay(
  connection: RawConnection,
  statements: readonly Statement[],
): Promise<void> {
  for (const { sql, values } of statements) await connection.run(sql, values);
}
