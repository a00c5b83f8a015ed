import type { AskingPlace } from '../contract/source.ts';
import { chatwootApi } from './chatwoot-api.ts';
import { chatwootChoices, readChatwootConfig } from './chatwoot-config.ts';
import { pullChatwoot } from './chatwoot-pull.ts';
import { readChatwootConversation } from './chatwoot-read-one.ts';
import { isNotAllowed } from './chatwoot-refusals.ts';
import { SourceError } from './errors.ts';
import type { RatingSource, SourceDefinition, SourceParts } from './source.ts';

const DAY = 24 * 60 * 60;

/**
 * Chatwoot, its cloud or a server of one's own: one rating from 1 to 5 a survey message. Ground:
 * Chatwoot's own source and published description, and docs/sources.md.
 */
export const chatwoot: SourceDefinition = {
  kind: 'chatwoot',
  name: 'Chatwoot',
  abilities: {
    list: true,
    readOne: true,
    readCollection: true,
    switchCollection: true,
    topics: 'labels',
    // Its list has the answered surveys only; how many were sent it tells as one sum.
    asks: false,
  },
  fields: [
    {
      id: 'address',
      label: 'Address of Chatwoot',
      hint: 'Open a conversation in Chatwoot and copy the whole address from the browser.',
      type: 'text',
      placeholder: 'https://app.chatwoot.com/app/accounts/1/conversations/1',
      required: true,
    },
    {
      id: 'account',
      label: 'Account number',
      hint: 'The number after /accounts/ in that address. Leave it empty if you pasted the whole address.',
      type: 'text',
      required: false,
    },
    {
      id: 'aiAgent',
      label: 'Who answers as the AI agent',
      hint: 'Only if an AI agent answers as a user: that user’s name or e-mail address. Agent bots are found without it.',
      type: 'text',
      placeholder: 'None',
      required: false,
    },
    {
      id: 'secret',
      label: 'Access token',
      hint: 'Of an administrator: Profile settings > Access token.',
      type: 'secret',
      required: true,
    },
  ],
  steps: [
    'In Chatwoot, sign in as an administrator: only administrators see the list of ratings and may switch surveys. An agent’s token reads the open conversation only.',
    'Click your picture at the bottom left, then Profile settings.',
    'Scroll down to Access token, copy it and paste it here.',
    'Leave the token’s user in all inboxes whose ratings are to be seen.',
  ],
  collectionPage: (place) =>
    place === null ? null : settingsOf(place.slice(0, place.lastIndexOf('/')), placeAccount(place)),
  readConfig: readChatwootConfig,
  origins: (config) => [chatwootChoices(config).origin],
  open: openChatwoot,
};

function placeAccount(place: string): string {
  return place.slice(place.lastIndexOf('/') + 1);
}

function settingsOf(origin: string, account: string, inbox: number | null = null): string {
  return `${origin}/app/accounts/${account}/settings/inboxes/${inbox ?? 'list'}`;
}

function openChatwoot(parts: SourceParts): RatingSource {
  const choices = chatwootChoices(parts.config);
  const { origin, account, aiAgent } = choices;
  const api = chatwootApi(parts, choices);

  async function askingPlaces(signal: AbortSignal): Promise<AskingPlace[]> {
    const inboxes = await api.inboxes(signal);
    const membership = await api.membership(signal);
    return inboxes.map(({ id, name, csat_survey_enabled: enabled }) => ({
      id: String(id),
      name: name || `Inbox ${id}`,
      enabled: enabled ?? null,
      canSwitch: membership?.admin === true,
      where: settingsOf(origin, account, id),
    }));
  }

  return {
    async account(signal) {
      const membership = await api.membership(signal);
      if (!membership) {
        throw new SourceError('auth', {
          code: 'account_wrong',
          message: `The owner of this access token is not in account ${account} of that Chatwoot.`,
          remedy: 'Check the account number in the address of your inbox.',
        });
      }
      const limits = await listLimits(signal);
      if (!membership.admin) limits.push('It may not switch surveys on or off.');
      return {
        place: `${origin}/${account}`,
        name: `${membership.name} (Chatwoot, ${new URL(origin).host})`,
        limits,
      };
    },

    pull: (state, signal) => pullChatwoot(api, { now: parts.now, aiAgent, text: state }, signal),

    async readOne({ conversation }, signal) {
      // Chatwoot's ids are numbers, and it has no tickets: anything else is none of its own.
      if (conversation === null || !/^\d{1,15}$/.test(conversation)) return { kind: 'not_found' };
      const context = { inbox: () => null, aiAgent, withList: true };
      return readChatwootConversation(api, Number(conversation), context, signal);
    },

    askingPlaces,

    async switchAsking(place, enabled, signal) {
      await api.setSurvey(place, enabled, signal);
      const places = await askingPlaces(signal);
      if (places.find(({ id }) => id === place)?.enabled !== enabled) {
        throw new SourceError('contract', {
          code: 'cannot_switch',
          transient: false,
          message: 'Chatwoot took the change and did not keep it.',
          remedy: 'Change it in Chatwoot, in the settings of the inbox.',
        });
      }
      return places;
    },
  };

  /** What an agent's token may not read is found out by asking: roles can be made to measure. */
  async function listLimits(signal: AbortSignal): Promise<string[]> {
    const since = Math.floor(parts.now() / 1_000);
    try {
      await api.ratings({ since, until: since + DAY, page: 1 }, signal);
      return [];
    } catch (error) {
      if (!isNotAllowed(error)) throw error;
      return [
        'It may not list ratings, as its owner is no administrator: only the conversation that is open is read.',
      ];
    }
  }
}
