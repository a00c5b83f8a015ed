/** What the page around this frame sends once it is loaded: from our content script, or from anybody. */
export interface Introduction {
  nonce: string;
  port: MessagePort;
}

type Listener = (introduction: Introduction) => unknown;

const early: Introduction[] = [];
let listener: Listener | null = null;

// Before anything else in this frame runs: the introduction follows the load event at once.
addEventListener('message', (event) => {
  const [port] = event.ports;
  const { type, nonce } = Object(event.data) as { type?: unknown; nonce?: unknown };
  if (event.source !== parent || type !== 'fivefaces-panel' || !port) return;
  if (typeof nonce !== 'string') return;
  if (listener) listener({ nonce, port });
  else early.push({ nonce, port });
});

export const introductions = {
  /** Hears those that came already and those that come. */
  follow(next: Listener): void {
    listener = next;
    for (const introduction of early.splice(0)) next(introduction);
  },
};
