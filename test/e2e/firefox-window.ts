import type { Browser } from 'puppeteer-core';

/** Firefox's own window with its address bar, menus, keys and notices: a document like others. */
export interface FirefoxWindow {
  /** Runs a function there; it sees nothing but its arguments, which are plain data as its value is. */
  run<Args extends unknown[], Value>(
    action: (...args: Args) => Value | Promise<Value>,
    ...args: Args
  ): Promise<Value>;
  /** Presses keys one after the other, as the keyboard itself does. */
  type(text: string): Promise<void>;
  /** Presses a key: `Enter`, `Alt+Shift+L`. */
  press(keys: string): Promise<void>;
}

/** What puppeteer has inside: its connection in WebDriver BiDi. */
interface Connection {
  send(method: string, params: object): Promise<{ result: unknown }>;
}

/** The first window of a Firefox that was started with `driveWindow`. */
export async function openFirefoxWindow(browser: Browser): Promise<FirefoxWindow> {
  const connection = Reflect.get(browser, 'connection') as Connection;
  const tree = await connection.send('browsingContext.getTree', { 'moz:scope': 'chrome' });
  const { contexts } = tree.result as { contexts: { context: string; url: string }[] };
  const context = contexts.find(({ url }) => url.endsWith('/browser.xhtml'))?.context;
  if (context === undefined) throw new Error('Firefox shows no window of its own');

  const run: FirefoxWindow['run'] = async (action, ...args) => {
    const { result } = await connection.send('script.callFunction', {
      functionDeclaration: `async (args) => JSON.stringify((await (${action})(...JSON.parse(args))) ?? null)`,
      arguments: [{ type: 'string', value: JSON.stringify(args) }],
      target: { context },
      awaitPromise: true,
    });
    const answer = result as { type: string; result?: { value: string } };
    if (answer.type !== 'success') throw new Error(JSON.stringify(answer));
    return JSON.parse(answer.result?.value ?? 'null');
  };
  const press = (pressed: string[][]) =>
    run((all) => {
      const components = Reflect.get(globalThis, 'Components');
      const keyboard = components.classes['@mozilla.org/text-input-processor;1'].createInstance(
        components.interfaces.nsITextInputProcessor,
      );
      keyboard.beginInputTransactionForTests(window);
      for (const keys of all) {
        const events = keys.map(
          (key) => new KeyboardEvent('', { key, keyCode: key === 'Enter' ? 13 : 0 }),
        );
        for (const event of events) keyboard.keydown(event);
        for (const event of events.reverse()) keyboard.keyup(event);
      }
    }, pressed);
  return {
    run,
    type: (text) => press([...text].map((key) => [key])),
    press: (keys) => press([keys.split('+')]),
  };
}
