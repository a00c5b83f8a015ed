import { msg } from '@lingui/core/macro';
import type { KnownWords } from './known-words.ts';

/** What is asked for when a platform is connected, and where to find it. */
export const CONNECT_WORDS: readonly KnownWords[] = [
  // lib/sources/chatwoot.ts
  msg`Address of Chatwoot`,
  msg`Open a conversation in Chatwoot and copy the whole address from the browser.`,
  msg`Account number`,
  msg`The number after /accounts/ in that address. Leave it empty if you pasted the whole address.`,
  msg`Who answers as the AI agent`,
  msg`Only if an AI agent answers as a user: that user’s name or e-mail address. Agent bots are found without it.`,
  msg`None`,
  msg`Access token`,
  msg`Of an administrator: Profile settings > Access token.`,
  msg`In Chatwoot, sign in as an administrator: only administrators see the list of ratings and may switch surveys. An agent’s token reads the open conversation only.`,
  msg`Click your picture at the bottom left, then Profile settings.`,
  msg`Scroll down to Access token, copy it and paste it here.`,
  msg`Leave the token’s user in all inboxes whose ratings are to be seen.`,
  // lib/sources/hubspot.ts
  msg`Of a private app in your HubSpot account.`,
  msg`In HubSpot, as a super admin, open Settings > Integrations > Private apps and create an app named Fivefaces.`,
  msg`Under Scopes add crm.objects.feedback_submissions.read and tickets, so that ratings are found by their tickets.`,
  msg`Add conversations.read as well if you work in the Inbox, and crm.objects.contacts.read to see a customer’s earlier ratings.`,
  msg`Create the app, copy its access token from the Auth tab and paste it here.`,
  // lib/sources/intercom.ts
  msg`Region`,
  msg`Where your workspace is kept: see the address of your inbox.`,
  msg`Europe (app.eu.intercom.com)`,
  msg`Australia (app.au.intercom.com)`,
  msg`Only if an AI agent other than Fin answers as a teammate: that teammate’s number, as in the address of their profile in Settings.`,
  msg`Of an app of your own in Intercom’s Developer Hub.`,
  msg`In Intercom, open Settings > Integrations > Developer Hub and choose “New app” in your own workspace.`,
  msg`Under Authentication, edit the scopes: leave “Read conversations” and “Read tags” on and switch everything else off.`,
  msg`Copy the access token shown there and paste it here.`,
  // lib/sources/zendesk.ts
  msg`Account`,
  msg`The first part of your Zendesk’s address, or the whole address.`,
  msg`Topics from`,
  msg`What says what a ticket is about.`,
  msg`Tags`,
  msg`A ticket field`,
  msg`Number of that field`,
  msg`In Admin Center > Objects and rules > Tickets > Fields, for example 360001234567.`,
  msg`Tags that are no topics`,
  msg`Separated by commas. Marks that AI agents leave are left out anyway.`,
  msg`The number of the user to whom its tickets are assigned, as in the address of their profile. Without it the AI agent’s ratings are not told apart.`,
  msg`An OAuth access token of an admin.`,
  msg`Without one, you read as whoever is signed in.`,
  msg`As an admin, open Admin Center > Apps and integrations > APIs > OAuth clients and add a client named Fivefaces.`,
  msg`Make an access token for that client with the scope “read” only: Zendesk’s page “Creating and using OAuth access tokens with the API” shows the request.`,
  msg`Paste the access token here. Do not use an API token: with one, anybody could act as any user of your account.`,
];
