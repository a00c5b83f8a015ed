import { msg } from '@lingui/core/macro';
import type { KnownWords } from './known-words.ts';

/** Why a platform refused, and what to do about it. */
export const PLATFORMS_WORDS: readonly KnownWords[] = [
  // lib/sources/chatwoot-api.ts
  msg`Chatwoot does not accept this access token.`,
  msg`Copy it again from Chatwoot: Profile settings > Access token.`,
  // lib/sources/chatwoot-config.ts
  msg`The account number is missing.`,
  msg`Open a conversation in Chatwoot and paste its whole address: the number after /accounts/ is the account.`,
  msg`This is not the address of a Chatwoot.`,
  msg`Open a conversation in Chatwoot and copy the address from the browser.`,
  msg`The address has to begin with https:// so that nobody on the way reads the access token.`,
  msg`Use the https address of your Chatwoot.`,
  // lib/sources/chatwoot-refusals.ts
  msg`This access token may not see that in Chatwoot.`,
  msg`Use the access token of an administrator of the account.`,
  msg`Chatwoot says that this account is suspended.`,
  msg`Ask who runs your Chatwoot, or who pays for it.`,
  msg`The owner of this access token is not in that Chatwoot account.`,
  msg`Check the account number in the address, or use a token of somebody in the account.`,
  msg`Chatwoot shows the list of ratings to administrators only.`,
  msg`Use the access token of an administrator (or of a custom role that may manage reports).`,
  msg`Only administrators may change an inbox of Chatwoot.`,
  msg`Connect Chatwoot with an administrator’s access token, or ask one to switch it.`,
  // lib/sources/chatwoot.ts
  msg({ message: 'The owner of this access token is not in account {account} of that Chatwoot.' }),
  msg`Check the account number in the address of your inbox.`,
  msg`Chatwoot took the change and did not keep it.`,
  msg`Change it in Chatwoot, in the settings of the inbox.`,
  // lib/sources/config-errors.ts
  msg`Change it and try again.`,
  msg({ message: '{platform} has no way to switch asking for ratings from outside.' }),
  msg`Change it in Admin Center, in the automation that sends the survey.`,
  msg`Change it in HubSpot, under Service > Feedback surveys.`,
  msg`Change it in the workflow of Intercom that asks for the rating.`,
  // lib/sources/hubspot-api.ts
  msg`HubSpot does not accept this access token.`,
  msg`Copy it again from Settings > Integrations > Private apps > your app > Auth. A rotated token no longer works.`,
  // lib/sources/hubspot-pull.ts
  msg`This HubSpot access token may no longer read conversations.`,
  msg`This HubSpot access token may no longer read tickets.`,
  msg({
    message: 'Give it the scope {scope} again, or remove this source and connect HubSpot anew.',
  }),
  // lib/sources/hubspot-refusals.ts
  msg`This access token may not read feedback submissions.`,
  msg({ message: 'Under {where} add {scope}.' }),
  msg`This access token may not read tickets.`,
  msg`This access token may not read contacts.`,
  msg`This access token may not read conversations.`,
  msg`This HubSpot account does not give its feedback submissions.`,
  msg`They come with Service Hub Professional and Enterprise.`,
  // lib/sources/hubspot.ts
  msg`HubSpot, under Service > Feedback surveys`,
  // lib/sources/intercom-http.ts
  msg`The region is one of us, eu and au.`,
  msg({ message: 'Intercom ({region}) does not accept this access token.' }),
  msg({
    message:
      'Is your workspace in another region than {region}? Else copy the token again from Developer Hub > your app > Authentication.',
  }),
  msg`In Developer Hub > your app > Authentication switch "Read conversations" on.`,
  msg`This workspace's plan does not let its conversations be read.`,
  msg`Ask who pays for Intercom whether the subscription is active and includes the API.`,
  // lib/sources/intercom.ts
  msg`“Who answers as the AI agent” is a number, as in a profile’s address.`,
  msg`the workflow of Intercom that asks for the rating`,
  msg`Intercom does not say which workspace this access token belongs to.`,
  msg`Use the access token of an app in your own workspace.`,
  msg({ message: 'This workspace is in Intercom’s region {actual}, not {chosen}.' }),
  msg({ message: 'Choose the region {actual} and try again.' }),
  // lib/sources/platform-http.ts
  msg({ message: '{name} failed.' }),
  msg({ message: '{name} does not know what was asked for.' }),
  msg`Check the account typed when it was connected.`,
  msg({ message: '{name} cannot be reached.' }),
  msg`Check the network and the address. It is tried again by itself.`,
  msg({ message: '{name} did not answer in time.' }),
  msg({ message: '{name} gave an answer that is too long.' }),
  msg`It is tried again by itself.`,
  msg({ message: 'Something else answered in place of {name}.' }),
  msg`Check the address, and whether this network asks you to sign in.`,
  msg({ message: '{name} gave an answer that this version does not understand.' }),
  msg`Update Fivefaces. It is tried again by itself.`,
  msg({ message: '{name} asks to wait because of too many requests.' }),
  msg({ message: "It is tried again by itself. If it lasts, look at {name}'s status page." }),
  msg({ message: '{name} sends requests to another address.' }),
  msg({ message: '{name} does not accept a request of this version.' }),
  msg`Update Fivefaces, and tell its makers if that does not help.`,
  // server/src/sources/platform-fetch.ts
  msg`This address leads into the network of the server, where it may not go.`,
  msg`Whoever runs the server can allow it: FIVEFACES_PRIVATE_NETWORK=allow, then start it again.`,
  // lib/sources/zendesk-http.ts
  msg`The account is the first part of your Zendesk’s address: acme, or acme.zendesk.com.`,
  msg({ message: 'You are not signed in to {host}.' }),
  msg({ message: 'Open {host}, sign in, and try again.' }),
  msg({ message: '{host} does not accept this access token.' }),
  msg`It may have expired or been deleted: make a new one and paste it.`,
  msg({ message: 'This access may not read ratings in {host}.' }),
  msg`Lists of ratings are open to admins only: use an admin’s access token with the scope “read”.`,
  // lib/sources/zendesk-topics.ts
  msg`Topics from a field need the field’s number, as in Admin Center > Fields.`,
  msg`Topics come from tags or from a field.`,
  // lib/sources/zendesk.ts
  msg`Admin Center, in the automation that sends the survey`,
  msg({ message: 'The plan of {host} has no customer satisfaction ratings.' }),
  msg`They come with Support Professional, Suite Growth and the plans above: see Admin Center > Account > Billing.`,
  // lib/sync/solo-sources.ts
  msg`There is no such source.`,
  msg`Open Options to see which are connected.`,
  msg({ message: 'The browser has not been allowed to reach {name}.' }),
  msg`This account is connected already.`,
  msg`Change its access in Options instead.`,
  msg`This version cannot connect that platform.`,
  msg`Update the extension.`,
  msg`The file’s beginning is missing.`,
  msg`Choose the file again.`,
  msg`This browser is in a team: its server reads the ratings.`,
  msg`Ask an admin of your team to connect it there.`,
];
