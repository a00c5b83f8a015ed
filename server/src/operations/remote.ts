import * as v from 'valibot';
import { ImportReport, type RejectedLine } from '../../../lib/contract/import.ts';
import { Role } from '../../../lib/contract/primitives.ts';
import { isProblemCode, Problem } from '../../../lib/contract/problem.ts';
import { Source, SourceList, SourceTest } from '../../../lib/contract/source.ts';
import { MemberList } from '../../../lib/contract/team.ts';
import type { ReadLine } from '../import/json-lines.ts';
import { emptyReport, joinReports, unreadReport } from '../import/report.ts';
import { Refusal } from '../workspace/refusal.ts';
import { longRequest } from './long-request.ts';
import type { Operations } from './operations.ts';

const Findings = v.array(
  v.object({
    what: v.string(),
    ok: v.boolean(),
    found: v.string(),
    remedy: v.exactOptional(v.string()),
  }),
);
const Restored = v.object({
  workspaces: v.number(),
  conversations: v.number(),
  erasedAgain: v.number(),
  findings: Findings,
});
const DemoReport = v.object({ loaded: v.boolean(), conversations: v.number() });
const Tokens = v.array(
  v.object({
    id: v.string(),
    role: Role,
    name: v.string(),
    createdAt: v.number(),
    lastUsedAt: v.nullable(v.number()),
    revokedAt: v.nullable(v.number()),
  }),
);

/** Lines, and characters of lines, that go to the server at a time. */
const BATCH_LINES = 2_000;
const BATCH_CHARACTERS = 4_000_000;

/**
 * The operations, carried out by the running server that owns the data folder.
 * Each throws `Refusal` as the local ones do, and `ServerGone` if the server cannot be reached.
 */
export function remoteOperations(owner: {
  url: string;
  operatorToken: string;
  workspace: string;
}): Operations {
  const base = `${owner.url}/operator/${encodeURIComponent(owner.workspace)}`;

  const authorization = { Authorization: `Bearer ${owner.operatorToken}` };

  async function call<Schema extends v.GenericSchema>(
    method: string,
    path: string,
    answer: Schema,
    body?: string,
  ): Promise<v.InferOutput<Schema>> {
    const headers =
      body === undefined ? authorization : { ...authorization, 'Content-Type': 'application/json' };
    const url = `${base}${path}`;
    const asked = fetch(url, { method, headers, ...(body !== undefined && { body }) });
    const response = await granted(await reached(url, asked));
    return v.parse(answer, response.status === 204 ? null : await response.json());
  }

  async function callLong(method: string, path: string, body?: AsyncIterable<Uint8Array>) {
    const url = `${base}${path}`;
    const init = { method, headers: authorization, ...(body !== undefined && { body }) };
    return granted(await reached(url, longRequest(url, init)));
  }

  return {
    createToken: (options) =>
      call(
        'POST',
        '/tokens',
        v.object({ id: v.string(), token: v.string() }),
        JSON.stringify(options),
      ),
    listTokens: () => call('GET', '/tokens', Tokens),
    async revokeToken(id) {
      await call('DELETE', `/tokens/${encodeURIComponent(id)}`, v.null());
    },
    createInvite: (options) =>
      call(
        'POST',
        '/invites',
        v.object({ id: v.string(), code: v.string() }),
        JSON.stringify(options),
      ),
    listMembers: async () => (await call('GET', '/members', MemberList)).members,
    async removeMember(id) {
      await call('DELETE', `/members/${encodeURIComponent(id)}`, v.null());
    },
    listSources: async () => (await call('GET', '/sources', SourceList)).sources,
    addSource: (source) => call('POST', '/sources', Source, JSON.stringify(source)),
    testSource: (id) => call('POST', `/sources/${encodeURIComponent(id)}/test`, SourceTest),
    async removeSource(id) {
      await call('DELETE', `/sources/${encodeURIComponent(id)}`, v.null());
    },
    async importLines(lines, onProgress) {
      let report = emptyReport();
      for await (const batch of batchesOf(lines)) {
        report = joinReports(report, unreadReport(batch.unread));
        if (batch.lines.length > 0) {
          const body = `[${batch.lines.join(',')}]`;
          report = joinReports(report, await call('POST', '/import', ImportReport, body));
        }
        onProgress(report);
      }
      return report;
    },
    loadDemo: async () => call('POST', '/demo', DemoReport),
    examine: () => call('GET', '/findings', Findings),
    async *backup() {
      const { body } = await callLong('GET', '/backup');
      if (body === null) return;
      try {
        yield* body;
      } catch {
        throw new ServerGone(owner.url);
      }
    },
    async restore(bytes, { replace }) {
      const response = await callLong('POST', `/restore?replace=${replace}`, bytes);
      return v.parse(Restored, await response.json());
    },
  };
}

/** The running server went away while it was asked. */
export class ServerGone extends Error {
  constructor(url: string) {
    super(`The server at ${new URL(url).origin} went away. What it confirmed is kept; try again.`);
    this.name = 'ServerGone';
  }
}

async function reached(url: string, asked: Promise<Response>): Promise<Response> {
  try {
    return await asked;
  } catch {
    throw new ServerGone(url);
  }
}

/** The answer, or the refusal that it states. */
async function granted(response: Response): Promise<Response> {
  if (response.ok) return response;
  const { code, detail, title } = v.parse(Problem, await response.json());
  if (isProblemCode(code)) throw new Refusal(code, detail ?? title);
  throw new Error(detail ?? title);
}

interface Batch {
  /** Readable lines, each as JSON. */
  lines: string[];
  unread: RejectedLine[];
}

async function* batchesOf(read: AsyncIterable<ReadLine>): AsyncGenerator<Batch> {
  let batch: Batch = { lines: [], unread: [] };
  let characters = 0;
  for await (const one of read) {
    if ('value' in one) {
      const text = JSON.stringify(one);
      batch.lines.push(text);
      characters += text.length;
    } else {
      batch.unread.push(one);
    }
    if (batch.lines.length + batch.unread.length >= BATCH_LINES || characters >= BATCH_CHARACTERS) {
      yield batch;
      batch = { lines: [], unread: [] };
      characters = 0;
    }
  }
  if (batch.lines.length + batch.unread.length > 0) yield batch;
}
