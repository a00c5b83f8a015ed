import { t } from '@lingui/core/macro';
import { browser } from 'wxt/browser';
import { addressOf } from '../../components/conversation-address.ts';
import { lookUpText } from '../../components/look-up/look-up-address.ts';
import {
  addressFor,
  type SuggestionFacts,
  suggestionsFor,
} from '../../components/toolbar/suggestions.ts';
import { ownAddress } from '../../lib/messages/own-address.ts';
import { allowedInboxes } from '../../lib/settings/settings.ts';
import type { StoreReader } from '../../lib/store/views.ts';
import { inWords } from './words.ts';

/** `csat` in the address bar: what is typed after it is looked up on this computer. */
export function answerOmnibox(
  reader: StoreReader,
  now: () => number,
  inBackground: (work: Promise<unknown>) => void,
): void {
  const { omnibox } = browser;
  omnibox.onInputStarted.addListener(() => inBackground(describeDefault()));
  omnibox.onInputChanged.addListener((text, suggest) => {
    inBackground(factsFor(reader, text, now()).then((facts) => suggest(suggestionsFor(facts))));
  });
  omnibox.onInputEntered.addListener((text, disposition) => {
    inBackground(
      factsFor(reader, text, now()).then((facts) => open(addressFor(text, facts), disposition)),
    );
  });
}

async function describeDefault(): Promise<void> {
  await inWords();
  browser.omnibox.setDefaultSuggestion({
    description: t`Look up in Fivefaces: chat, ticket, e-mail, topic or words`,
  });
}

/** What the store knows of a text, and the ways to it. */
async function factsFor(reader: StoreReader, text: string, now: number): Promise<SuggestionFacts> {
  await inWords();
  const [view, popup, allowed] = await Promise.all([
    reader.lookUp({ text: lookUpText(text), now }),
    reader.popup({ period: 'auto', open: null, now }),
    allowedInboxes.getValue(),
  ]);
  const { sources, workspace } = popup;
  return {
    view,
    sources,
    addressOf: (one) => addressOf(one, sources, workspace?.server ?? '', allowed),
    ownAddress,
    xml: !import.meta.env.FIREFOX,
    now,
  };
}

async function open(url: string, disposition: string): Promise<void> {
  if (disposition === 'currentTab') await browser.tabs.update({ url });
  else await browser.tabs.create({ url, active: disposition === 'newForegroundTab' });
}
