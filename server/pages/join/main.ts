import * as v from 'valibot';
import { readInviteFragment } from '../../../lib/contract/invite-link.ts';
import type { InboxToShow } from '../../../lib/contract/source.ts';
import { Joined, JoinPreview } from '../../../lib/contract/workspace.ts';
import { CallFailure, callApi } from '../shared/api-call.ts';
import { byId } from '../shared/element.ts';

const ROLES = { teammate: 'a teammate', admin: 'an admin' } as const;

const name = byId('name', HTMLInputElement);
const wrong = byId('wrong', HTMLParagraphElement);
const join = byId('join', HTMLButtonElement);

/** Shows one of the page's three parts. */
function show(part: 'reading' | 'bad' | 'good'): void {
  for (const id of ['reading', 'bad', 'good']) byId(id, HTMLElement).hidden = id !== part;
}

function showBad(cause: unknown): void {
  const code = cause instanceof CallFailure ? cause.code : 'unknown';
  const used = code === 'invite_invalid' || code === 'invalid_request';
  byId('bad-title', HTMLHeadingElement).textContent = used
    ? 'This invite does not work any more'
    : 'Your invite could not be read';
  byId('bad-text', HTMLParagraphElement).textContent = used
    ? 'It was used up, has expired or was withdrawn, or the link was cut short. Please ask your admin for a new one.'
    : code === 'too_many_requests'
      ? 'There were too many attempts from here. Please wait a minute.'
      : 'The server cannot be reached. Please check your connection.';
  byId('retry', HTMLButtonElement).hidden = used;
  show('bad');
}

/** The invite's code; empty, and so refused, where the link is none. */
function codeOfLink(): string {
  return readInviteFragment(location.hash.slice(1))?.code ?? '';
}

/** Names the sites that the extension will ask for. */
function showInboxes(inboxes: readonly InboxToShow[]): void {
  const hosts = [...new Set(inboxes.map(({ origin }) => new URL(origin).host))];
  const said = byId('inboxes', HTMLParagraphElement);
  said.hidden = hosts.length === 0;
  said.textContent = `Your browser will ask you to allow it on ${new Intl.ListFormat('en').format(hosts)}.`;
}

async function preview(): Promise<void> {
  show('reading');
  if (location.hash.length <= 1) {
    byId('bad-title', HTMLHeadingElement).textContent = 'The invite is missing';
    byId('bad-text', HTMLParagraphElement).textContent =
      'An invite link ends in # and a code. Please open the whole link that you were sent.';
    show('bad');
    return;
  }
  try {
    const { workspace, role, inboxes } = await callApi(JoinPreview, '/v1/join/preview', {
      method: 'POST',
      body: { code: codeOfLink() },
    });
    byId('workspace', HTMLSpanElement).textContent = workspace.name;
    byId('demo', HTMLSpanElement).hidden = !workspace.demo;
    byId('role', HTMLElement).textContent = ROLES[role];
    byId('host', HTMLElement).textContent = location.host;
    byId('link', HTMLInputElement).value = location.href;
    showInboxes(inboxes);
    document.title = `Join ${workspace.name} · Fivefaces`;
    show('good');
  } catch (cause) {
    showBad(cause);
  }
}

async function copyLink(): Promise<void> {
  const link = byId('link', HTMLInputElement);
  const said = byId('copied', HTMLParagraphElement);
  try {
    await navigator.clipboard.writeText(link.value);
    said.textContent = 'Copied. Now paste it in the extension.';
  } catch {
    link.select();
    said.textContent = 'Please copy the marked link yourself: this browser did not allow it.';
  }
}

/** A join that worked but could not open the inbox: joining again would use up another place. */
let token: string | null = null;

async function joinHere(): Promise<void> {
  const person = name.value.trim();
  if (person === '') {
    wrong.textContent = 'Please enter your name.';
    name.setAttribute('aria-invalid', 'true');
    name.focus();
    return;
  }
  name.removeAttribute('aria-invalid');
  wrong.textContent = '';
  join.disabled = true;
  try {
    token ??= (
      await callApi(Joined, '/v1/join', {
        method: 'POST',
        body: { code: codeOfLink(), name: person },
      })
    ).token;
    await callApi(v.unknown(), '/session', { method: 'POST', body: { token } });
    location.assign('/inbox');
  } catch (cause) {
    if (cause instanceof CallFailure && cause.code === 'invite_invalid') showBad(cause);
    else wrong.textContent = cause instanceof Error ? cause.message : 'Something went wrong.';
    join.disabled = false;
  }
}

byId('copy', HTMLButtonElement).addEventListener('click', () => void copyLink());
byId('retry', HTMLButtonElement).addEventListener('click', () => void preview());
byId('link', HTMLInputElement).addEventListener('focus', (event) => {
  if (event.target instanceof HTMLInputElement) event.target.select();
});
byId('form', HTMLFormElement).addEventListener('submit', (event) => {
  event.preventDefault();
  void joinHere();
});
window.addEventListener('hashchange', () => void preview());
void preview();
