import { randomBytes } from 'node:crypto';
import { type Command, InvalidArgumentError } from 'commander';
import { pino } from 'pino';
import { isTimeZone } from '../../../../lib/csat/calendar.ts';
import { chatRoutes } from '../../chat/routes.ts';
import { startServer } from '../../http/server.ts';
import { FIRST_WORKSPACE } from '../../operations/local.ts';
import { Failure } from '../failure.ts';
import { openPlace } from '../open-place.ts';
import { placeOf, withPlace } from '../place.ts';
import { serveSettings } from '../settings-from-environment.ts';

interface ServeOptions {
  data?: string;
  workspace: string;
  port: number;
  host: string;
  demo: boolean;
  chat: boolean;
  name?: string;
  timeZone: string;
}

/** `serve`: runs the server until it is told to stop (SIGINT, SIGTERM). */
export function addServe(program: Command): void {
  withPlace(program.command('serve').description('run the server'))
    .option('--port <number>', 'port; 0 takes any free one', parsePort, 4100)
    .option('--host <address>', 'address to listen on; 0.0.0.0 for every one', '127.0.0.1')
    .option('--demo', 'make the workspace a demo and fill it', false)
    .option('--chat', 'offer the demo chat at /chat, open to everybody (always with --demo)', false)
    .option('--name <text>', 'name of the workspace when it is created')
    .option(
      '--time-zone <zone>',
      'its time zone, such as Europe/Berlin',
      parseTimeZone,
      Intl.DateTimeFormat().resolvedOptions().timeZone,
    )
    .action(serve);
}

async function serve(options: ServeOptions): Promise<void> {
  const settings = serveSettings(process.env);
  const place = placeOf(options);
  const open = await openPlace(place, 'serve');
  const log = pino({ level: settings.logLevel, base: null });
  const operatorToken = randomBytes(32).toString('base64url');
  const id = place.workspace;
  await open.service.ensureWorkspace(id, {
    name: options.name ?? (options.demo ? 'Demo shop' : FIRST_WORKSPACE.name),
    timeZone: options.timeZone,
    demo: options.demo,
  });
  if (options.demo) await open.operations(id).loadDemo(() => undefined);
  const server = await startServer({
    service: open.service,
    host: options.host,
    port: options.port,
    publicUrl: settings.publicUrl,
    trustProxy: settings.trustProxy,
    metricsToken: settings.metricsToken,
    limits: settings.rateLimits === 'off' ? 'off' : {},
    log,
    chat: options.chat || options.demo ? chatRoutes(open.service, id) : null,
    operator: { token: operatorToken, operations: (workspace) => open.operations(workspace) },
    closeDatabase: () => open.close(),
  }).catch(async (cause: unknown) => {
    await open.close();
    throw inWords(cause, options.port);
  });
  open.lock?.announce({ command: 'serve', url: server.url, operatorToken });
  console.log(`Fivefaces answers at ${settings.publicUrl ?? server.url}`);

  const stop = () => {
    server.close().catch((cause: unknown) => {
      console.error(cause);
      process.exitCode = 1;
    });
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

function inWords(cause: unknown, port: number): unknown {
  const code = cause instanceof Error && 'code' in cause ? cause.code : null;
  if (code === 'EADDRINUSE') {
    return new Failure(`Port ${port} is in use by another program. Give --port another number.`);
  }
  if (code === 'EACCES') return new Failure(`Port ${port} may not be used by this user.`);
  return cause;
}

function parsePort(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) {
    throw new InvalidArgumentError('It must be a number from 0 to 65535.');
  }
  return Number(text);
}

function parseTimeZone(text: string): string {
  if (!isTimeZone(text)) throw new InvalidArgumentError('It must be a name like Europe/Berlin.');
  return text;
}
