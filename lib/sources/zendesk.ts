import * as v from 'valibot';
import type { AskingPlace, SourceConfig } from '../contract/source.ts';
import { cannotSwitch, configInvalid } from './config-errors.ts';
import { SourceError } from './errors.ts';
import type { PlatformHttp } from './platform-http.ts';
import type { RatingSource, ReadOne, SourceDefinition, SourceParts } from './source.ts';
import { type ZendeskReading, zendeskConversation } from './zendesk-conversation.ts';
import { isDenied, nullIfClosed, ZendeskId, zendeskHost, zendeskHttp } from './zendesk-http.ts';
import { findLists, newestOfEach, pullZendesk, recordOf } from './zendesk-pull.ts';
import { listSurveyResponses, surveySubject } from './zendesk-surveys.ts';
import { showTicket, type ZendeskTicket } from './zendesk-tickets.ts';
import { listOf, readFieldNames, readTopicsFrom } from './zendesk-topics.ts';

/**
 * Zendesk: tickets with their survey responses or satisfaction ratings, whichever the account has.
 * Ground: Zendesk's API reference and published OpenAPI descriptions; what is inferred:
 * docs/sources.md.
 */
export const zendesk: SourceDefinition = {
  kind: 'zendesk',
  name: 'Zendesk',
  abilities: {
    list: true,
    readOne: true,
    readCollection: true,
    switchCollection: false,
    topics: 'tags or a ticket field',
    // Surveys do not tell of customers who were asked and did not answer.
    asks: false,
  },
  fields: [
    {
      id: 'subdomain',
      label: 'Account',
      hint: 'The first part of your Zendesk’s address, or the whole address.',
      type: 'text',
      placeholder: 'acme.zendesk.com',
      required: true,
    },
    {
      id: 'topics',
      label: 'Topics from',
      hint: 'What says what a ticket is about.',
      type: 'choice',
      choices: [
        { value: 'tags', label: 'Tags' },
        { value: 'field', label: 'A ticket field' },
      ],
      required: false,
    },
    {
      id: 'topicField',
      label: 'Number of that field',
      hint: 'In Admin Center > Objects and rules > Tickets > Fields, for example 360001234567.',
      type: 'text',
      required: false,
    },
    {
      id: 'ignoredTags',
      label: 'Tags that are no topics',
      hint: 'Separated by commas. Marks that AI agents leave are left out anyway.',
      type: 'text',
      required: false,
    },
    {
      id: 'aiAgent',
      label: 'Who answers as the AI agent',
      hint: 'The number of the user to whom its tickets are assigned, as in the address of their profile. Without it the AI agent’s ratings are not told apart.',
      type: 'text',
      placeholder: 'None',
      required: false,
    },
    {
      id: 'secret',
      label: 'Access token',
      hint: 'An OAuth access token of an admin.',
      withoutIt: 'Without one, you read as whoever is signed in.',
      type: 'secret',
      required: false,
    },
  ],
  steps: [
    'As an admin, open Admin Center > Apps and integrations > APIs > OAuth clients and add a client named Fivefaces.',
    'Make an access token for that client with the scope “read” only: Zendesk’s page “Creating and using OAuth access tokens with the API” shows the request.',
    'Paste the access token here. Do not use an API token: with one, anybody could act as any user of your account.',
  ],
  // Both kinds of rating are sent by an automation or a trigger.
  collectionPage: (place) =>
    place === null ? null : `https://${place}/admin/objects-rules/rules/automations`,
  readConfig,
  origins: (config) => [`https://${zendeskHost(config)}`],
  open: openZendesk,
};

function readConfig(config: SourceConfig): SourceConfig {
  const topics = readTopicsFrom(config);
  const aiAgent = (config.aiAgent ?? '').trim();
  if (aiAgent !== '' && !/^\d{1,20}$/.test(aiAgent)) {
    throw configInvalid('“Who answers as the AI agent” is a number, as in a profile’s address.');
  }
  return {
    subdomain: zendeskHost(config).replace(/\.zendesk\.com$/, ''),
    topics: topics.kind,
    ...(topics.kind === 'field'
      ? { topicField: topics.field }
      : { ignoredTags: listOf(config.ignoredTags).join(', ') }),
    ...(aiAgent !== '' && { aiAgent }),
  };
}

const MeAnswer = v.object({
  user: v.object({ id: v.nullish(ZendeskId), role: v.nullish(v.string()) }),
});

const SettingsAnswer = v.object({
  settings: v.object({
    active_features: v.nullish(v.object({ customer_satisfaction: v.nullish(v.boolean()) })),
  }),
});

function openZendesk(parts: SourceParts): RatingSource {
  const host = zendeskHost(parts.config);
  const http = zendeskHttp(parts);
  const topics = readTopicsFrom(parts.config);
  const aiAgent = parts.config.aiAgent || null;
  let reading: ZendeskReading | null = null;

  /** The names of a field's values are asked for once. */
  async function readingOf(signal: AbortSignal): Promise<ZendeskReading> {
    reading ??= { topics, names: await readFieldNames(http, topics, signal), aiAgent };
    return reading;
  }

  return {
    async account(signal) {
      const { value } = await http.ask({ path: '/api/v2/users/me', answer: MeAnswer, signal });
      // Zendesk answers a stranger too: as a user without an id.
      if (!value.user.id) throw notSignedIn(host, parts.secret);
      const found = await findLists(http, signal);
      if (!found && value.user.role === 'admin') throw noRatings(host);
      const limits = found
        ? []
        : ['Only the ticket that is open is read: lists of ratings are open to admins.'];
      return { place: host, name: `${host} (Zendesk)`, limits };
    },
    pull: (state, signal) => pullZendesk(http, readingOf, state, parts.now(), signal),
    async readOne({ conversation, ticket }, signal) {
      const id = ticket ?? conversation;
      // Ids in Zendesk's inbox are numbers: anything else is none of its tickets.
      if (id === null || !/^\d{1,20}$/.test(id)) return { kind: 'not_found' };
      try {
        const found = await showTicket(http, id, signal);
        if (!found || found.status === 'deleted') return { kind: 'not_found' };
        return await readTicket(http, found, await readingOf(signal), signal);
      } catch (error) {
        if (isDenied(error)) return { kind: 'not_allowed' };
        throw error;
      }
    },
    async askingPlaces(signal): Promise<AskingPlace[]> {
      const path = '/api/v2/account/settings';
      const answer = await http.find({ path, answer: SettingsAnswer, signal }).catch(nullIfClosed);
      const on = answer?.value.settings.active_features?.customer_satisfaction;
      return [
        {
          id: host,
          name: host,
          // Off says nothing of surveys, which have taken its place.
          enabled: on === true ? true : null,
          canSwitch: false,
          where: zendesk.collectionPage(host),
        },
      ];
    },
    switchAsking: async () => {
      throw cannotSwitch('Zendesk', 'Admin Center, in the automation that sends the survey');
    },
  };
}

/** One ticket with what this access may see of its rating. */
async function readTicket(
  http: PlatformHttp,
  ticket: ZendeskTicket,
  reading: ZendeskReading,
  signal: AbortSignal,
): Promise<ReadOne> {
  const notes = new Set<string>();
  const page = await listSurveyResponses(
    http,
    { tickets: [ticket.id], limit: 100 },
    notes,
    signal,
  ).catch(nullIfClosed);
  const about = (page?.rows ?? []).filter((row) => {
    const subject = surveySubject(row);
    return subject !== null && 'ticket' in subject && subject.ticket === ticket.id;
  });
  const survey = newestOfEach(about)[0] ?? null;
  const score = ticket.satisfaction_rating?.score ?? '';
  const tells = /^(good|bad|offered)/i.test(score);
  // Surveys are hidden, and the ticket itself tells nothing: rated or not stays unknown.
  if (!page && !tells) return { kind: 'not_allowed' };
  const record = survey ? null : await recordOf(http, ticket, signal).catch(nullIfClosed);
  const conversation = zendeskConversation({ ticket, survey, record }, reading, notes);
  if (!conversation) return { kind: 'not_allowed' };
  const { onlyIfKnown: _, ...found } = conversation;
  return { kind: 'found', conversation: found };
}

function notSignedIn(host: string, secret: string | null): SourceError {
  return new SourceError('auth', {
    code: 'token_wrong',
    message:
      secret === null
        ? `You are not signed in to ${host}.`
        : `${host} does not accept this access token.`,
    remedy:
      secret === null
        ? `Open ${host}, sign in, and try again.`
        : 'It may have expired or been deleted: make a new one and paste it.',
  });
}

function noRatings(host: string): SourceError {
  return new SourceError('auth', {
    code: 'plan_lacks_ratings',
    message: `The plan of ${host} has no customer satisfaction ratings.`,
    remedy:
      'They come with Support Professional, Suite Growth and the plans above: see Admin Center > Account > Billing.',
  });
}
