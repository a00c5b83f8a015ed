import type { Page } from 'puppeteer-core';
import type { ProtocolMap } from '../../lib/messages/protocol.ts';

type MessageType = keyof ProtocolMap;
type ValueOf<Answer> = Extract<Answer, { ok: true }> extends { value: infer Value } ? Value : never;

/**
 * Asks the background from one of the extension's own pages, as that page's own code does; wakes it
 * if it sleeps. Throws if nobody answers or the outcome is no success.
 */
export async function askBackground<Type extends MessageType>(
  page: Page,
  type: Type,
  data: Parameters<ProtocolMap[Type]>[0],
): Promise<ValueOf<ReturnType<ProtocolMap[Type]>>> {
  const answer = await page.evaluate(
    async (message) => {
      const api = Reflect.get(globalThis, 'browser') ?? Reflect.get(globalThis, 'chrome');
      const said = await api.runtime.sendMessage({ id: 1, timestamp: Date.now(), ...message });
      return JSON.stringify(said ?? null);
    },
    { type, data },
  );
  const { res } = JSON.parse(answer) ?? {};
  if (!res?.ok) throw new Error(`${type}: ${answer}`);
  return res.value;
}
