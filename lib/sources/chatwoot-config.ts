import type { SourceConfig } from '../contract/source.ts';
import { configInvalid } from './config-errors.ts';

/** Hosts that may be spoken to without encryption: this computer. */
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** `/app/accounts/1/…` of the dashboard, `/api/v1/accounts/1/…` of the API. */
const ACCOUNT_IN_PATH = /^\/(?:app|api\/v\d+)\/accounts\/(\d{1,15})(?:\/|$)/;

/** What a Chatwoot source has to know, checked. */
export interface ChatwootChoices {
  /** Origin of the cloud or of a server of one's own: `https://app.chatwoot.com`. */
  origin: string;
  /** The account's number, as in the addresses of its inbox. */
  account: string;
  /** Name or e-mail address of the user as whom an AI agent answers; `null` if none does. */
  aiAgent: string | null;
}

/**
 * The choices as they are kept: a pasted address of the inbox becomes origin and account number.
 * Throws SourceError `config_invalid`.
 */
export function readChatwootConfig(config: SourceConfig): SourceConfig {
  const address = readAddress(config.address ?? '');
  const typed = (config.account ?? '').trim();
  const account = typed || (ACCOUNT_IN_PATH.exec(address.pathname)?.[1] ?? '');
  if (!/^\d{1,15}$/.test(account)) {
    throw configInvalid(
      'The account number is missing.',
      'Open a conversation in Chatwoot and paste its whole address: the number after /accounts/ is the account.',
    );
  }
  const aiAgent = (config.aiAgent ?? '').trim();
  return { address: address.origin, account, ...(aiAgent !== '' && { aiAgent }) };
}

/** The choices of a kept configuration. Throws SourceError `config_invalid`. */
export function chatwootChoices(config: SourceConfig): ChatwootChoices {
  const { address = '', account = '', aiAgent } = readChatwootConfig(config);
  return { origin: address, account, aiAgent: aiAgent || null };
}

function readAddress(typed: string): URL {
  const text = typed.trim();
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  if (text === '' || !URL.canParse(whole)) {
    throw configInvalid(
      'This is not the address of a Chatwoot.',
      'Open a conversation in Chatwoot and copy the address from the browser.',
    );
  }
  const address = new URL(whole);
  const encrypted = address.protocol === 'https:';
  if (!encrypted && !(address.protocol === 'http:' && LOOPBACK.has(address.hostname))) {
    throw configInvalid(
      'The address has to begin with https:// so that nobody on the way reads the access token.',
      'Use the https address of your Chatwoot.',
    );
  }
  return address;
}
