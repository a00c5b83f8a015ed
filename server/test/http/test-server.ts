import * as v from 'valibot';
import type { Role } from '../../../lib/contract/primitives.ts';
import { Problem } from '../../../lib/contract/problem.ts';
import { type AnswerOf, pathOf, ROUTES, type RouteName } from '../../../lib/contract/routes.ts';
import { type RunningServer, type ServerOptions, startServer } from '../../src/http/server.ts';
import { NO_SOURCES, type SourcesParts } from '../../src/sources/source-parts.ts';
import { createService } from '../../src/workspace/create-service.ts';
import type { Service, WorkspaceService } from '../../src/workspace/service.ts';
import { type OpenTestDatabase, openPostgres } from '../database-fixture.ts';

/** How a test asks. */
export interface Asking {
  token?: string | null;
  id?: string;
  query?: Record<string, string>;
  body?: unknown;
  headers?: Record<string, string>;
}

/** A real server on a port of its own, with a clock to set. */
export interface TestServer extends RunningServer {
  service: Service;
  workspace: WorkspaceService;
  clock: { now: number };
  tokens: Record<Role, string>;
  /** Asks a route by name, as the contract writes it. */
  ask(name: RouteName, asking?: Asking): Promise<Response>;
  /** Asks and reads the answer by the route's schema; throws if it is a problem or does not fit. */
  read<Name extends RouteName>(name: Name, asking?: Asking): Promise<AnswerOf<Name>>;
}

/** The time at which tests begin. */
export const START = Date.parse('2026-11-03T14:00:00.000Z');

/** What servers of one test file may share. */
export type TestData = Pick<TestServer, 'service' | 'workspace' | 'clock' | 'tokens'> & {
  close(): Promise<void>;
};

/** A database (PostgreSQL unless said) with the workspace `main` and a token of each role. */
export async function openTestData(
  open: OpenTestDatabase = openPostgres,
  sourcesOf: (now: () => number) => SourcesParts = () => NO_SOURCES,
): Promise<TestData> {
  const { db, close } = await open();
  const clock = { now: START };
  const read = () => clock.now;
  const service = createService({ db, clock: read, sources: sourcesOf(read) });
  await service.ensureWorkspace('main', { name: 'Acme', timeZone: 'Europe/Berlin', demo: false });
  const workspace = service.workspace('main');
  const make = async (role: Role) => (await workspace.createToken({ role, name: role })).token;
  const tokens = {
    teammate: await make('teammate'),
    admin: await make('admin'),
    ingest: await make('ingest'),
    operator: await make('operator'),
  };
  return { service, workspace, clock, tokens, close };
}

/** Starts a server, by default on data of its own. Limits are off by default. */
export async function startTestServer(
  options: Partial<Omit<ServerOptions, 'service'>> = {},
  shared?: TestData,
): Promise<TestServer> {
  const data = shared ?? (await openTestData());
  const { service, workspace, clock, tokens } = data;
  const server = await startServer({
    limits: 'off',
    port: 0,
    ...(shared === undefined && { closeDatabase: data.close }),
    ...options,
    service,
  });

  const ask: TestServer['ask'] = (name, asking = {}) => {
    const route = ROUTES[name];
    const path = pathOf(route, { id: asking.id ?? 'c1', workspace: 'main' });
    const query = new URLSearchParams(asking.query ?? {}).toString();
    const token = asking.token === undefined ? tokens.admin : asking.token;
    return fetch(`${server.url}${path}${query === '' ? '' : `?${query}`}`, {
      method: route.method,
      headers: {
        ...(token !== null && { Authorization: `Bearer ${token}` }),
        ...(asking.body !== undefined && { 'Content-Type': 'application/json' }),
        ...asking.headers,
      },
      ...(asking.body !== undefined && { body: JSON.stringify(asking.body) }),
    });
  };

  return {
    ...server,
    service,
    workspace,
    clock,
    tokens,
    ask,
    async read(name, asking) {
      const response = await ask(name, asking);
      if (!response.ok) throw new Error(`${name}: ${response.status} ${await response.text()}`);
      const schema: v.GenericSchema | null = ROUTES[name].answer;
      if (schema === null) return undefined as AnswerOf<typeof name>;
      return v.parse(schema, await response.json()) as AnswerOf<typeof name>;
    },
  };
}

/** The problem that an answer states, checked against its form. */
export async function problemOf(response: Response): Promise<Problem> {
  const type = response.headers.get('Content-Type');
  if (type !== 'application/problem+json') {
    throw new Error(`no problem details but ${type}: ${await response.text()}`);
  }
  const problem = v.parse(Problem, await response.json());
  if (problem.status !== response.status) throw new Error('status and body differ');
  return problem;
}

/** Puts a conversation on its way and gives the widget's token for it. */
export async function widgetTokenOf(server: TestServer, conversation: string): Promise<string> {
  const { token } = await server.read('postWidgetToken', {
    id: conversation,
    token: server.tokens.ingest,
    body: {},
  });
  return token;
}
