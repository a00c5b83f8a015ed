import { createAdaptorServer, type ServerType } from '@hono/node-server';
import type { Hono } from 'hono';
import { type Logger, pino } from 'pino';
import type { Operations } from '../operations/operations.ts';
import { pullOne } from '../sources/pull-one.ts';
import { sendOne } from '../webhooks/send-one.ts';
import { workRegularly } from '../work-regularly.ts';
import type { Service } from '../workspace/service.ts';
import { createApp } from './app.ts';
import { createMetrics } from './metrics.ts';
import { BUILT_PAGES } from './pages.ts';
import { createRateLimits, type Limit, type LimitKind } from './rate-limits.ts';
import { loggable } from './request-log.ts';
import { createWaitingRoom } from './waiting-room.ts';

/** How often conversations that have gone quiet, or old, are looked for, in milliseconds. */
const IDLE_CHECK_EVERY = 10_000;
/** How often sources that are due are looked for, in milliseconds. */
const PULL_CHECK_EVERY = 1_000;
/** How often messages to webhooks that are due are looked for, in milliseconds. */
const SEND_CHECK_EVERY = 1_000;
/** How long running requests may take to finish when the server stops. */
const STOP_WITHIN = 10_000;

/** What a server needs; all but the service has a default. */
export interface ServerOptions {
  service: Service;
  /** Default 127.0.0.1: this computer only. */
  host?: string;
  /** Default 4100; 0 takes any free one. */
  port?: number;
  /** The server's address for browsers where it is fixed, such as `https://csat.example.com`. */
  publicUrl?: string | null;
  /** How many proxies of our own stand before the server. Default 0. */
  trustProxy?: number;
  metricsToken?: string | null;
  limits?: Partial<Record<LimitKind, Limit>> | 'off';
  /** Default: warnings and errors to standard output. */
  log?: Logger;
  pagesFolder?: string;
  /** Back end of the `/chat` page. Default none. */
  chat?: Hono | null;
  operator?: { token: string; operations: (workspace: string) => Operations } | null;
  /** How often quiet conversations are ended and old ones deleted, in milliseconds. Default 10,000. */
  endIdleEvery?: number;
  /** How often sources that are due are looked for, in milliseconds. Default 1,000. */
  pullCheckEvery?: number;
  /** How often messages to webhooks that are due are looked for, in milliseconds. Default 1,000. */
  sendCheckEvery?: number;
  /** Called at the end of a stop, when nothing uses the database any more. */
  closeDatabase?: () => Promise<void>;
}

/** A server that listens. */
export interface RunningServer {
  /** Where it answers, without a slash at the end. */
  url: string;
  /**
   * Stops: refuses new requests, answers those who wait, lets running ones finish (at most 10 s),
   * ends pulls of sources and calls of webhooks where they are, closes the database. Calling it again waits for the same stop.
   */
  close(): Promise<void>;
}

/** Starts the server. Rejects with the system's error if it cannot listen (port taken). */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { service } = options;
  const log = options.log ?? pino({ level: 'warn' });
  const waiting = createWaitingRoom(
    (workspaces) => service.heads(workspaces),
    (cause) => log.error({ error: loggable(cause) }, 'reading the heads failed'),
  );
  let stopping = false;
  const metrics = createMetrics(() => waiting.size);
  const app = createApp({
    service,
    waiting,
    limits: createRateLimits(options.limits),
    reach: { trustProxy: options.trustProxy ?? 0, publicUrl: options.publicUrl ?? null },
    log,
    metrics,
    metricsToken: options.metricsToken ?? null,
    pagesFolder: options.pagesFolder ?? BUILT_PAGES,
    chat: options.chat ?? null,
    operator: options.operator ?? null,
    stopping: () => stopping,
  });
  const host = options.host ?? '127.0.0.1';
  const server = createAdaptorServer({ fetch: app.fetch, hostname: host });
  const port = await listen(server, host, options.port ?? 4100);
  const tidying = tidyRegularly(service, log, options.endIdleEvery ?? IDLE_CHECK_EVERY);
  const pulling = workRegularly(
    'sources',
    () => service.takeDueSource(),
    (due, signal) => pullOne(due, log, signal),
    log,
    options.pullCheckEvery ?? PULL_CHECK_EVERY,
  );
  const sending = workRegularly(
    'due messages',
    () => service.takeDueDelivery(),
    (due, signal) => sendOne(due, log, signal, (end) => metrics.observeWebhook(end)),
    log,
    options.sendCheckEvery ?? SEND_CHECK_EVERY,
  );

  let stop: Promise<void> | null = null;
  return {
    url: `http://${urlHost(host)}:${port}`,
    close() {
      stopping = true;
      stop ??= (async () => {
        const closed = closeServer(server);
        waiting.stop();
        await Promise.all([tidying.stop(), pulling.stop(), sending.stop()]);
        await closed;
        await options.closeDatabase?.();
      })();
      return stop;
    },
  };
}

function listen(server: ServerType, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

/** A host as browsers on this computer write it: a server on all interfaces is also on loopback. */
function urlHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

function closeServer(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => {
      if ('closeAllConnections' in server) server.closeAllConnections();
    }, STOP_WITHIN);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
  });
}

/** Ends idle conversations and deletes old ones, again and again. */
function tidyRegularly(service: Service, log: Logger, every: number): { stop(): Promise<void> } {
  let running: Promise<void> = Promise.resolve();
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    running = service
      .endIdleConversations()
      .then((ended) => {
        if (ended > 0) log.info({ ended }, 'ended idle conversations');
        return service.applyRetention();
      })
      .then((deleted) => {
        if (deleted > 0) log.info({ deleted }, 'deleted conversations for their age');
      })
      .catch((cause: unknown) => log.error({ error: loggable(cause) }, 'tidying up failed'))
      .finally(() => {
        busy = false;
      });
  }, every);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
