import * as v from 'valibot';
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

async function preview(): Promise<void> {
  show('reading');
  const code = location.hash.slice(1);
  if (code === '') {
    byId('bad-title', HTMLHeadingElement).textContent = 'The invite is missing';
    byId('bad-text', HTMLParagraphElement).textContent =
      'An invite link ends in # and a code. Please open the whole link that you were sent.';
    show('bad');
    return;
  }
  try {
    const { workspace, role } = await callApi(JoinPreview, '/v1/join/preview', {
      method: 'POST',
      body: { code },
    });
    byId('workspace', HTMLSpanElement).textContent = workspace.name;
    byId('demo', HTMLSpanElement).hidden = !workspace.demo;
    byId('role', HTMLElement).textContent = ROLES[role];
    byId('host', HTMLElement).textContent = location.host;
    byId('link', HTMLInputElement).value = location.href;
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
        body: { code: location.hash.slice(1), name: person },
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
