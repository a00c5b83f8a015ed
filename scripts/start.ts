import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'puppeteer-core';
import { build, outputOf, ROOT } from './build.ts';
import { serverCommand, startDemoServer } from './demo-server.ts';
import { type ExtensionBrowser, launchExtensionBrowser, until } from './extension-browser.ts';
import {
  choosePeriod,
  expandPanel,
  isJoined,
  joinWorkspace,
  lookUp,
  waitUntilSynced,
} from './operate-surfaces.ts';
import { composePicture } from './picture.ts';
import { readSurface, type ShownPanel } from './read-surfaces.ts';

/**
 * The main job, to look at: builds what changed, starts the server with the demo workspace, and opens
 * a browser with the extension joined, beside the inbox.
 *
 * - `--once`: without a window; reads what panel and popup show, with the server and without it,
 *   prints it as one JSON object on the last line, and ends.
 * - `--import FILE [options]`: a fresh workspace with that file's data only. The options are those of
 *   the server's `import` command.
 * - `--port N`: the server's port (4100).
 */
const { values, tokens } = parseArgs({
  allowPositionals: true,
  strict: false,
  tokens: true,
  options: {
    once: { type: 'boolean' },
    import: { type: 'string' },
    port: { type: 'string' },
  },
});
const once = values.once === true;
const importFile = typeof values.import === 'string' ? values.import : null;
const hasDisplay =
  process.platform !== 'linux' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
const headless = once || !hasDisplay;

const lasting = path.join(ROOT, '.data', 'demo');
const home = once || importFile ? mkdtempSync(path.join(tmpdir(), 'fivefaces-')) : lasting;
const data = path.join(home, 'server');
const screenshot = path.join(ROOT, '.data', 'fivefaces.png');
mkdirSync(data, { recursive: true });
mkdirSync(path.dirname(screenshot), { recursive: true });

build('server', 'chromeFixed');
const server = await startDemoServer(
  data,
  once ? 0 : Number(values.port ?? 4100),
  importFile ? ['--name', path.basename(importFile)] : ['--demo'],
);
let browser: ExtensionBrowser | null = null;
let failed = false;
try {
  if (importFile) await serverCommand(['import', importFile, ...importOptions(), '--data', data]);
  browser = await launchExtensionBrowser('chromium', {
    extension: outputOf('chromeFixed'),
    profile: path.join(home, 'browser'),
    headless,
  });
  const inbox = await openJoined(browser);
  if (once) {
    const result = await readTwice(browser, inbox);
    console.log(JSON.stringify({ ...result, screenshot: path.relative(ROOT, screenshot) }));
  } else {
    await stayOpen(browser, inbox);
  }
} catch (error) {
  failed = true;
  console.error(error instanceof Error ? error.stack : error);
} finally {
  await browser?.close().catch(() => undefined);
  await server.stop();
  if (home !== lasting) rmSync(home, { recursive: true, force: true, maxRetries: 5 });
}
process.exit(failed ? 1 : 0);

/** Everything on the command line that is not ours goes to the server's `import`. */
function importOptions(): string[] {
  const ours = new Set(['once', 'import', 'port']);
  const args = process.argv.slice(2);
  const mine = new Set<number>();
  for (const token of tokens) {
    if (token.kind !== 'option' || !ours.has(token.name)) continue;
    mine.add(token.index);
    if (token.value !== undefined && !token.inlineValue) mine.add(token.index + 1);
  }
  return args.filter((_, index) => !mine.has(index));
}

/** Joins as an admin through Welcome, as a person would, and opens the inbox beside the panel. */
async function openJoined(opened: ExtensionBrowser): Promise<Page> {
  const link = await serverCommand([
    'invite',
    ...['--role', 'admin', '--uses', '2', '--data', data, '--url', server.url],
  ]);
  const welcome = await opened.openExtensionPage('welcome.html');
  // A kept profile has joined at an earlier start.
  if (!(await isJoined(welcome))) await joinWorkspace(welcome, link, 'Robin (demo admin)');
  await waitUntilSynced(await opened.openExtensionPage('popup.html'));
  const inbox = await openInbox(opened, welcome);
  const conversation = await ratedConversation(inbox);
  await inbox.goto(`${server.url}/inbox/conversations/${encodeURIComponent(conversation)}`);
  await expandPanel(await opened.panelFrame(inbox));
  return inbox;
}

/** Presses "Open inbox", which opens it signed in, in a tab of its own. */
async function openInbox(opened: ExtensionBrowser, welcome: Page): Promise<Page> {
  // A tab in the background draws nothing, and its buttons cannot be pressed.
  await welcome.bringToFront();
  await welcome.locator('button ::-p-text(Open inbox)').click();
  const inbox = await until('the inbox', async () => {
    for (const page of await opened.browser.pages()) {
      if (page.url().startsWith(`${server.url}/inbox`) && !page.url().includes('#')) return page;
    }
    return null;
  });
  await inbox.bringToFront();
  return inbox;
}

/** A rated conversation with a topic, the newest unhappy one if there is one. */
async function ratedConversation(inbox: Page): Promise<string> {
  return inbox.evaluate(async () => {
    for (const filter of ['sentiment=negative', 'rated=yes']) {
      const answer = await fetch(`/v1/conversations?${filter}&visibility=external&limit=50`);
      const { conversations } = await answer.json();
      const found = conversations.find(
        (one: { topics: string[]; visibility: string }) => one.topics.length > 0,
      );
      if (found) return found.id;
    }
    throw new Error('There is no rated conversation with a topic in this workspace');
  });
}

interface Read {
  conversation: { id: string; score: number | null; state: string };
  topic: { title: string; rated: number; positive: number; score: number | null };
  overall: { rated: number; positive: number; score: number | null };
}

/** Reads panel and popup with the server running and again after it stopped; both must agree. */
async function readTwice(opened: ExtensionBrowser, inbox: Page): Promise<Read & { offline: Read }> {
  const frame = await opened.panelFrame(inbox);
  await choosePeriod(frame, 'all');
  const expected = await inbox.evaluate(async () => (await fetch('/v1/insights')).json());
  const popup = await opened.openExtensionPage('popup.html');
  await choosePeriod(popup, 'all');
  const online = await readBoth(opened, inbox, popup);
  await composePicture(opened, inbox, popup, screenshot);
  const { rated, positive } = expected.overall;
  if (online.overall.rated !== rated || online.overall.positive !== positive) {
    throw new Error(
      `The pages show ${JSON.stringify(online.overall)}, the server counts ${positive} of ${rated}`,
    );
  }
  await server.stop();
  await popup.reload();
  await choosePeriod(popup, 'all');
  const offline = await readBoth(opened, inbox, popup);
  if (JSON.stringify(offline) !== JSON.stringify(online)) {
    throw new Error(
      `Without the server the pages show ${JSON.stringify(offline)}, with it ${JSON.stringify(online)}`,
    );
  }
  return { ...online, offline };
}

/** What the panel says of the conversation and its topic; overall, panel and popup must agree. */
async function readBoth(opened: ExtensionBrowser, inbox: Page, popup: Page): Promise<Read> {
  await inbox.bringToFront();
  const panel = await readSurface(await opened.panelFrame(inbox));
  await popup.bringToFront();
  const { conversation, overall, topic } = shown(panel);
  const inPopup = await readSurface(popup);
  if (JSON.stringify(inPopup.overall) !== JSON.stringify(overall)) {
    throw new Error(
      `Popup and panel differ: ${JSON.stringify(inPopup.overall)} and ${JSON.stringify(overall)}`,
    );
  }
  const found = await lookUp(popup, conversation.id);
  if (found?.id !== conversation.id || found.score !== conversation.score) {
    throw new Error(`The popup's look-up of ${conversation.id} shows ${JSON.stringify(found)}`);
  }
  return { conversation, topic, overall };
}

function shown(panel: ShownPanel): Read {
  const { conversation, overall } = panel;
  const [topic] = panel.topics;
  if (!conversation || !topic || !overall) {
    throw new Error(`The panel shows no conversation, topic or score, but:\n${panel.text}`);
  }
  const { id, score, state } = conversation;
  const { title, rated, positive } = topic;
  return {
    conversation: { id, score, state },
    topic: { title, rated, positive, score: topic.score },
    overall,
  };
}

/** Says where to look, and stays until the window is closed or Ctrl-C is pressed. */
async function stayOpen(opened: ExtensionBrowser, inbox: Page): Promise<void> {
  const popup = await opened.openExtensionPage('popup.html');
  await composePicture(opened, inbox, popup, screenshot);
  await popup.close();
  await inbox.bringToFront();
  console.log(`
Fivefaces runs with ${importFile ? `the data of ${importFile}` : 'demo data'}.
  Inbox      ${server.url}/inbox   (the extension in the opened browser is joined as admin)
${importFile ? '' : `  Chat       ${server.url}/chat    (rate a chat as a customer)\n`}  API        ${server.url}/docs
  Screenshot ${screenshot}
${headless ? 'There is no display, so the browser runs without a window: see the screenshot.\n' : ''}Ctrl-C ends it.`);
  await new Promise<void>((resolve) => {
    opened.browser.once('disconnected', () => resolve());
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}
