import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type OutputChunk, rolldown } from 'rolldown';

/** Serves the bench's page, and passes its API calls on to a Fivefaces server: one origin for both. */
export interface BenchServer {
  url: string;
  /** Where `/v1` is passed on to from now on. */
  passTo(server: string): void;
  close(): Promise<void>;
}

const PAGE =
  '<!doctype html><meta charset="utf-8"><title>Bench</title><script type="module" src="/main.js"></script>';

export async function startBenchServer(): Promise<BenchServer> {
  const files = await bundle();
  const recorded = new Map<string, { type: string; body: Buffer }>();
  let target = '';
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    // Cross-origin isolation gives the page a clock of microseconds in both browsers.
    response.setHeader('cross-origin-opener-policy', 'same-origin');
    response.setHeader('cross-origin-embedder-policy', 'require-corp');
    if (path.startsWith('/recorded/')) {
      const answer = recorded.get(path.slice('/recorded'.length));
      if (answer) return response.setHeader('content-type', answer.type).end(answer.body);
    }
    if (path.startsWith('/v1/')) {
      return passOn(target, request, response, (type, body) => recorded.set(path, { type, body }));
    }
    if (path === '/') return response.setHeader('content-type', 'text/html').end(PAGE);
    const file = files.get(path);
    if (file === undefined) return response.writeHead(404).end();
    return response.setHeader('content-type', 'text/javascript').end(file);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    passTo(url) {
      target = url;
    },
    close() {
      server.closeAllConnections();
      return new Promise((closed) => server.close(() => closed()));
    },
  };
}

/** The page's modules by path; a case that needs no other's code loads none of it. */
async function bundle(): Promise<Map<string, string>> {
  const build = await rolldown({
    input: { main: new URL('in-page/main.ts', import.meta.url).pathname },
    platform: 'browser',
    logLevel: 'silent',
    transform: { define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' } },
  });
  try {
    const { output } = await build.generate({ format: 'esm', minify: true });
    const chunks = output.filter((file): file is OutputChunk => file.type === 'chunk');
    return new Map(chunks.map(({ fileName, code }) => [`/${fileName}`, code]));
  } finally {
    await build.close();
  }
}

/** Passes a call on and keeps its answer, which is not compressed for it: it goes by loopback. */
async function passOn(
  target: string,
  request: IncomingMessage,
  response: ServerResponse,
  keep: (type: string, body: Buffer) => void,
): Promise<void> {
  const headers = new Headers({ 'accept-encoding': 'identity' });
  const token = request.headers.authorization;
  if (token) headers.set('authorization', token);
  const answer = await fetch(new URL(request.url ?? '/', target), { headers });
  const body = Buffer.from(await answer.arrayBuffer());
  const type = answer.headers.get('content-type') ?? 'application/json';
  if (answer.ok) keep(type, body);
  response.writeHead(answer.status, { 'content-type': type }).end(body);
}
