import { once } from 'node:events';
import { Agent, type OutgoingHttpHeaders, request } from 'node:http';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

/** A request to send. */
export interface LoadRequest {
  method: 'GET' | 'PUT';
  url: string;
  headers: OutgoingHttpHeaders;
  body?: string;
}

/** What the requests took together, in milliseconds, and how many bytes came back. */
export interface Load {
  milliseconds: number;
  bytes: number;
  /** How many were not answered with 200. */
  failed: number;
}

/**
 * Sends requests over kept-alive connections from a thread of its own, so that the sender's work is
 * not the server's.
 * @param lanes each one's requests follow one another; the lanes run at once
 */
export async function sendLoad(lanes: readonly (readonly LoadRequest[])[]): Promise<Load> {
  const worker = new Worker(new URL(import.meta.url), { workerData: lanes });
  try {
    const [load] = (await once(worker, 'message')) as [Load];
    return load;
  } finally {
    await worker.terminate();
  }
}

/** Reads pages of changes one after the other until there is no more, from a thread of its own. */
export async function readAllPages(address: string, token: string, limit: number): Promise<Load> {
  const worker = new Worker(new URL(import.meta.url), { workerData: { address, token, limit } });
  try {
    const [load] = (await once(worker, 'message')) as [Load];
    return load;
  } finally {
    await worker.terminate();
  }
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

async function send({ method, url, headers, body }: LoadRequest) {
  const outgoing = request(url, { method, headers, agent });
  outgoing.end(body);
  const [answer] = await once(outgoing, 'response');
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk);
  return { status: Number(answer.statusCode), body: Buffer.concat(chunks) };
}

async function sendLanes(lanes: readonly (readonly LoadRequest[])[]): Promise<Load> {
  const load = { milliseconds: 0, bytes: 0, failed: 0 };
  const started = performance.now();
  await Promise.all(
    lanes.map(async (lane) => {
      for (const one of lane) {
        const { status, body } = await send(one);
        load.bytes += body.length;
        if (status !== 200) load.failed += 1;
      }
    }),
  );
  load.milliseconds = performance.now() - started;
  return load;
}

/** Where the next page begins stands at the beginning of a page: nothing is parsed here but that. */
async function readPages({
  address,
  token,
  limit,
}: {
  address: string;
  token: string;
  limit: number;
}) {
  const { gunzipSync } = await import('node:zlib');
  const load = { milliseconds: 0, bytes: 0, failed: 0 };
  const headers = { authorization: `Bearer ${token}`, 'accept-encoding': 'gzip' };
  let cursor: string | null = '';
  while (cursor !== null) {
    const url = `${address}/v1/changes?${new URLSearchParams({ cursor, limit: String(limit) })}`;
    const started = performance.now();
    const { status, body } = await send({ method: 'GET', url, headers });
    load.milliseconds += performance.now() - started;
    load.bytes += body.length;
    if (status !== 200) {
      load.failed += 1;
      break;
    }
    const packed = body[0] === 0x1f && body[1] === 0x8b;
    const page = JSON.parse((packed ? gunzipSync(body) : body).toString('utf8')) as {
      to: string;
      more: boolean;
    };
    cursor = page.more ? page.to : null;
  }
  return load;
}

if (!isMainThread && parentPort) {
  const load = Array.isArray(workerData)
    ? await sendLanes(workerData)
    : await readPages(workerData);
  parentPort.postMessage(load);
}
