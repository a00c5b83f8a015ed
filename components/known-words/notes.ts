import { msg } from '@lingui/core/macro';
import type { KnownWords } from './known-words.ts';

/** What a platform or a file held that was not understood, and what an access may not do. */
export const NOTES_WORDS: readonly KnownWords[] = [
  // lib/sources/chatwoot-pull.ts
  msg`Chatwoot shows the list of ratings to administrators only: ratings are read one by one.`,
  msg({ message: 'Removed ratings go unnoticed among the oldest {dropped} of two weeks.' }),
  msg({ message: 'A rating other than 1 to 5 is left out: {rating}.' }),
  msg`Chatwoot does not give conversations by their ids: labels and inboxes are not known.`,
  msg`Chatwoot did not sort its list of ratings: it is read by pages.`,
  // lib/sources/chatwoot.ts
  msg`It may not switch surveys on or off.`,
  msg`It may not list ratings, as its owner is no administrator: only the conversation that is open is read.`,
  // lib/sources/hubspot-pull.ts
  msg`A CSAT submission with an unknown response group is left out.`,
  {
    like: '{count} submissions of surveys other than CSAT are left out: {survey}.',
    words: msg({
      message:
        '{count, plural, one {# submission of surveys other than CSAT is left out: {survey}.} other {# submissions of surveys other than CSAT are left out: {survey}.}}',
    }),
  },
  msg`Some submissions belong to no ticket: they count, and no inbox shows them.`,
  msg`This access token may not read tickets: ratings count, and no inbox shows them.`,
  msg`HubSpot could not read all submissions again.`,
  msg`HubSpot did not sort its submissions: they are read by its cursor.`,
  msg`More than 10,000 submissions were changed in one moment: some are left out.`,
  // lib/sources/hubspot-refusals.ts
  msg`Settings > Integrations > Private apps > your app > Scopes`,
  // lib/sources/hubspot.ts
  msg`Without the scope tickets, ratings are counted and not found by their tickets.`,
  msg`Without the scope conversations.read, the Inbox is not recognised; Help Desk and tickets are.`,
  msg`Without the scope crm.objects.contacts.read, earlier ratings of a customer are not known.`,
  // lib/sources/intercom-conversation.ts
  msg`Some conversations have Fin’s rating and a teammate’s: Fin’s is shown.`,
  msg({ message: '{field} holds a value other than 1 to 5: {score}. It is left out.' }),
  // lib/sources/intercom-pull.ts
  msg`A cursor of Intercom had expired.`,
  msg({ message: 'A conversation could not be read; what does not fit: {fields}.' }),
  msg`Intercom does not tell which conversations were deleted.`,
  // lib/sources/zendesk-conversation.ts
  msg`A conversation has no time. It is left out.`,
  msg({ message: 'A satisfaction rating holds a value that is not known: “{score}”.' }),
  msg`A satisfaction rating has no time. It is left out.`,
  // lib/sources/zendesk-pull.ts
  msg`A cursor of Zendesk had expired.`,
  msg`This access may not list ratings: only the ticket that is open is read.`,
  msg`Changed tickets may not be listed: changes of tags are seen late.`,
  // lib/sources/zendesk-ratings.ts
  msg({ message: 'A satisfaction rating could not be read: {fields}.' }),
  // lib/sources/zendesk-surveys.ts
  msg({ message: 'A survey response could not be read: {fields}.' }),
  msg({ message: 'A survey’s rating has a category that is not known: “{category}”.' }),
  msg`A survey’s rating has no time. It is left out.`,
  msg({
    message: 'Zendesk counts a {rating} of 5 as positive: such ratings are shown without a face.',
  }),
  msg({
    message: 'Zendesk counts a {rating} of 5 as neutral: such ratings are shown without a face.',
  }),
  msg({
    message: 'Zendesk counts a {rating} of 5 as negative: such ratings are shown without a face.',
  }),
  // lib/sources/zendesk-tickets.ts
  msg({ message: 'A ticket could not be read: {fields}.' }),
  // lib/sources/zendesk.ts
  msg`Only the ticket that is open is read: lists of ratings are open to admins.`,
];
