import { byId, element } from '../shared/element.ts';

/** Why the inbox cannot be shown. */
export type Reason =
  | 'signed_out'
  | 'not_signed_in'
  | 'bad_code'
  | 'revoked'
  | 'forbidden'
  | 'unreachable';

const WORDS: Record<Reason, { title: string; text: string }> = {
  signed_out: {
    title: 'You are signed out',
    text: 'This browser holds nothing of the inbox any more.',
  },
  not_signed_in: {
    title: 'Please sign in',
    text: 'This inbox is for your support team. There is no password: your invite is the key.',
  },
  bad_code: {
    title: 'This sign-in link does not work any more',
    text: 'Such a link works once, and for a minute. Please open the inbox from the extension again.',
  },
  revoked: {
    title: 'Your access has ended',
    text: 'An admin withdrew it. If that is a mistake, ask for a new invite link.',
  },
  forbidden: {
    title: 'This access is for programs',
    text: 'The inbox needs a person’s access. Please join with an invite link.',
  },
  unreachable: {
    title: 'The server cannot be reached',
    text: 'Please check your connection. The inbox is tried again by itself.',
  },
};

/** Shows why there is no inbox and what to do about it, in place of the inbox. */
export function showNotice(reason: Reason): void {
  const { title, text } = WORDS[reason];
  const notice = byId('notice', HTMLElement);
  byId('app', HTMLElement).hidden = true;
  notice.hidden = false;
  notice.replaceChildren(element('h1', {}, title), element('p', {}, text));
  if (reason === 'unreachable') return;
  notice.append(
    element(
      'ul',
      {},
      element(
        'li',
        {},
        element('strong', {}, 'With the Fivefaces extension: '),
        'open its popup and choose “Open inbox”.',
      ),
      element(
        'li',
        {},
        element('strong', {}, 'With an invite link: '),
        'open it here and choose “Join in this browser”.',
      ),
      element('li', {}, element('strong', {}, 'With neither: '), 'ask your admin for an invite.'),
    ),
  );
}

/** Puts the inbox back. */
export function hideNotice(): void {
  byId('notice', HTMLElement).hidden = true;
  byId('app', HTMLElement).hidden = false;
}
