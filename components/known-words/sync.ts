import { msg } from '@lingui/core/macro';
import type { KnownWords } from './known-words.ts';

/** What the sync, the store, the messages and a server's refusals say. */
export const SYNC_WORDS: readonly KnownWords[] = [
  // lib/messages/data-handlers.ts
  msg`Conversations are taken along by admins only.`,
  // lib/sync/sample.ts
  msg`There is no sample data in this browser.`,
  msg`Open Welcome to try with sample data.`,
  msg`There are real ratings in this browser: sample data never mixes with them.`,
  msg`Leave the team or erase what was collected first.`,
  msg`This rating can’t change any more.`,
  msg`Try it in a newer conversation, or begin the sample data anew.`,
  // lib/messages/handlers.ts
  msg`This frame was not opened by Fivefaces.`,
  msg`Reload the page.`,
  // lib/messages/receive.ts
  msg`This page may not ask for that.`,
  msg`Use the extension’s popup or its Options.`,
  msg`The request does not fit its description.`,
  msg`Reload the page: it may be of an earlier version of the extension.`,
  // lib/messages/source-handlers.ts
  msg`This browser is in no team.`,
  msg`Join one with its invite link first.`,
  msg`This is no inbox that Fivefaces can show the panel beside.`,
  msg`Check the address: it must be the inbox’s own site.`,
  // lib/sources/api.ts
  msg`The server did not answer in time.`,
  msg`The server gave an answer that is too long.`,
  msg`Something else answered in place of the server.`,
  msg`Does this network ask you to sign in? Do that first. It is tried again by itself.`,
  // lib/sources/errors.ts
  msg`The server cannot be reached.`,
  msg`Check the network. It is tried again by itself.`,
  msg`The server does not accept this access.`,
  msg`Ask your admin for a new invite link and join again.`,
  msg`The browser no longer lets Fivefaces reach the server.`,
  msg`Open Options and allow access to the server again.`,
  msg`The server asks to wait because of too many requests.`,
  msg`Nothing to do: it is tried again by itself.`,
  msg`The server gave an answer that this version does not understand.`,
  msg`Update the extension, or ask who runs the server to update it.`,
  msg`The server failed.`,
  msg`It is tried again by itself. If it lasts, tell who runs the server.`,
  msg`The browser could not write to its storage.`,
  msg`Free some disk space, then restart the browser. It is tried again by itself.`,
  msg`Not connected yet.`,
  msg`Open Fivefaces and paste your invite link.`,
  msg`Your access to this workspace was withdrawn.`,
  msg`The server does not know it.`,
  msg`It may have been erased, or belong to another workspace.`,
  msg`It was erased on the server.`,
  msg`Nothing to do: it goes from here too.`,
  msg`This invite is not known, used up, expired or withdrawn.`,
  msg`Ask your admin for a new invite link.`,
  msg`Your role may not do that.`,
  msg`Ask an admin of your team.`,
  msg`Somebody else changed it meanwhile.`,
  msg`Look at what it says now, then try again.`,
  // lib/store/solo-store.ts
  msg`A conversation was left out because its id or its time cannot be kept.`,
  // lib/store/store-error.ts
  msg`There is no room left to store anything on this computer.`,
  msg`Free some disk space, or keep fewer conversations in Options. It is tried again by itself.`,
  msg`The browser does not let Fivefaces store anything.`,
  msg`Ratings are shown, and forgotten when the browser closes. Allow site data for extensions to keep them.`,
  msg`A newer version of Fivefaces was used here before.`,
  msg`Update the extension. Until then nothing new comes in.`,
  msg`An older page of Fivefaces is still open and holds the data.`,
  msg`Close the other tabs with the panel, or restart the browser.`,
  msg`The browser could not read or write its storage.`,
  msg`Restart the browser. It is tried again by itself.`,
  // lib/sync/check-copy.ts
  msg`The copy on this computer keeps differing from the server.`,
  msg`Fetch everything anew in Options. If it comes back, tell who runs the server.`,
  // lib/sync/drive-sync.ts
  msg({ message: "The extension's background did not answer: {error}" }),
  msg`Reload this page. If that does not help, restart the browser.`,
  // lib/sync/membership.ts
  msg`This is no invite link.`,
  msg`Copy the whole link, from https:// to its end, and paste it again.`,
  msg({ message: 'The browser has not been allowed to reach {server}.' }),
  msg`Press the button again and choose Allow.`,
  // lib/sync/pull.ts
  msg`The server promises more and gives the same again.`,
  msg`The server keeps beginning anew.`,
  // lib/sync/save-known-problem.ts
  msg`This topic is not kept here any more.`,
  msg`Open the conversation again.`,
  // lib/sync/solo-look-through.ts
  msg({ message: 'Your access to {name} may not see this conversation.' }),
  msg`Ask an admin there for access to it.`,
  // lib/sync/solo-sync.ts
  msg({ message: '{name} gave something that this version does not understand.' }),
  msg({ message: 'The browser does not let Fivefaces reach {name}.' }),
  msg`Open Options and allow access to it again.`,
  // lib/sync/states.ts
  msg`Up to date`,
  msg`What you see is as on the server.`,
  msg`Fetching ratings`,
  msg`Scores come first and are right at once; conversations follow.`,
  msg`Nothing to do: it goes on by itself, also when you close this.`,
  msg`Waiting to try again`,
  msg`The last attempt did not get through.`,
  msg`Offline`,
  msg`The server cannot be reached. What was fetched before stays readable.`,
  msg`Check the network. It goes on by itself.`,
  msg`Access withdrawn`,
  msg`The server does not accept this access any more.`,
  msg`Held up`,
  msg`Something on this computer keeps new ratings from coming in.`,
  msg`Open Options to see what it is.`,
  msg`Something is wrong`,
  msg`New ratings do not come in as they should.`,
  msg`If it lasts, copy the diagnostics in Options for whoever helps you.`,
  msg`The browser stopped the sync in the middle.`,
  msg`It goes on by itself within a minute.`,
  msg`Locked`,
  msg`This computer has not been in touch with the server for longer than allowed.`,
  msg`Ratings are shown again as soon as the server can be reached.`,
  msg`The browser does not let Fivefaces store anything: ratings are shown, and forgotten when it closes.`,
  // lib/sync/sync.ts
  msg`The sync was stopped for joining, leaving or fetching anew.`,
  msg`Nothing to do: it goes on by itself.`,
  // lib/sync/sample.ts
  msg`There is no sample data in this browser.`,
  msg`Open Welcome to try with sample data.`,
  msg`There are real ratings in this browser: sample data never mixes with them.`,
  msg`Leave the team or erase what was collected first.`,
  msg`This rating can’t change any more.`,
  msg`Try it in a newer conversation, or begin the sample data anew.`,
  // lib/messages/data-handlers.ts
  msg`Conversations are taken along by admins only.`,
  // lib/store/source-of-open.ts
  msg`another system`,
  msg`Try again.`,
];
