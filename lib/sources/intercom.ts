import * as v from 'valibot';
import type { SourceConfig } from '../contract/source.ts';
import { cannotSwitch, configInvalid } from './config-errors.ts';
import { SourceError } from './errors.ts';
import { IntercomConversation, readIntercomConversation } from './intercom-conversation.ts';
import {
  INTERCOM_REGIONS,
  intercomHttp,
  intercomRefusal,
  intercomRegion,
  searchIntercom,
} from './intercom-http.ts';
import { pullIntercom } from './intercom-pull.ts';
import type { RatingSource, SourceDefinition, SourceParts } from './source.ts';

/**
 * Intercom: conversations with their ratings, by search. Ground: Intercom's published API
 * description 2.16 (github.com/intercom/Intercom-OpenAPI); what is inferred: docs/sources.md.
 */
export const intercom: SourceDefinition = {
  kind: 'intercom',
  name: 'Intercom',
  abilities: {
    list: true,
    readOne: true,
    readCollection: false,
    switchCollection: false,
    topics: 'tags and topics',
    // Whether requests without an answer are listed was not tried on a live workspace.
    asks: false,
  },
  fields: [
    {
      id: 'region',
      label: 'Region',
      hint: 'Where your workspace is kept: see the address of your inbox.',
      type: 'choice',
      choices: [
        { value: 'us', label: 'US (app.intercom.com)' },
        { value: 'eu', label: 'Europe (app.eu.intercom.com)' },
        { value: 'au', label: 'Australia (app.au.intercom.com)' },
      ],
      required: true,
    },
    {
      id: 'aiAgent',
      label: 'Who answers as the AI agent',
      hint: 'Only if an AI agent other than Fin answers as a teammate: that teammate’s number, as in the address of their profile in Settings.',
      type: 'text',
      placeholder: 'None',
      required: false,
    },
    {
      id: 'secret',
      label: 'Access token',
      hint: 'Of an app of your own in Intercom’s Developer Hub.',
      type: 'secret',
      required: true,
    },
  ],
  steps: [
    'In Intercom, open Settings > Integrations > Developer Hub and choose “New app” in your own workspace.',
    'Under Authentication, edit the scopes: leave “Read conversations” and “Read tags” on and switch everything else off.',
    'Copy the access token shown there and paste it here.',
  ],
  // Ratings are asked for by workflows. The path was not tried in every region.
  collectionPage: (place) =>
    place === null
      ? null
      : `https://app.intercom.com/a/apps/${encodeURIComponent(place)}/operator/workflows`,
  readConfig,
  origins: (config) => [INTERCOM_REGIONS[intercomRegion(config)].api],
  open: openIntercom,
};

function readConfig(config: SourceConfig): SourceConfig {
  const aiAgent = (config.aiAgent ?? '').trim();
  if (aiAgent !== '' && !/^\d{1,20}$/.test(aiAgent)) {
    throw configInvalid('“Who answers as the AI agent” is a number, as in a profile’s address.');
  }
  return { region: intercomRegion(config), ...(aiAgent !== '' && { aiAgent }) };
}

const MeAnswer = v.object({
  app: v.nullish(
    v.object({ id_code: v.string(), name: v.nullish(v.string()), region: v.nullish(v.string()) }),
  ),
});

function openIntercom(parts: SourceParts): RatingSource {
  const region = INTERCOM_REGIONS[intercomRegion(parts.config)];
  const aiAgent = parts.config.aiAgent || null;
  const http = intercomHttp(parts);

  return {
    async account(signal) {
      const { value } = await http.ask({
        path: '/me',
        answer: MeAnswer,
        refused: intercomRefusal,
        signal,
      });
      const { app } = value;
      if (!app) throw noWorkspace();
      const actual = app.region?.toUpperCase() ?? region.name;
      if (actual !== region.name) throw wrongRegion(actual, region.name);
      // The token's scope and the plan are only known by asking.
      await searchIntercom(http, { since: null, after: null, limit: 1 }, signal);
      const name = `${app.name || app.id_code} (Intercom, ${region.name})`;
      return { place: app.id_code, name, limits: [] };
    },
    pull: (state, signal) => pullIntercom(http, aiAgent, state, signal),
    async readOne({ conversation }, signal) {
      // Intercom's ids are numbers: anything else is none of its conversations.
      if (conversation === null || !/^\d{1,20}$/.test(conversation)) return { kind: 'not_found' };
      try {
        const answer = await http.find({
          path: `/conversations/${conversation}`,
          answer: IntercomConversation,
          refused: intercomRefusal,
          signal,
        });
        if (!answer) return { kind: 'not_found' };
        const found = readIntercomConversation(answer.value, aiAgent);
        return { kind: 'found', conversation: found.conversation };
      } catch (error) {
        const denied = error instanceof SourceError && error.code === 'scope_missing';
        if (denied) return { kind: 'not_allowed' };
        throw error;
      }
    },
    askingPlaces: async () => [],
    switchAsking: async () => {
      throw cannotSwitch('Intercom', 'the workflow of Intercom that asks for the rating');
    },
  };
}

function noWorkspace(): SourceError {
  return new SourceError('auth', {
    code: 'token_wrong',
    message: 'Intercom does not say which workspace this access token belongs to.',
    remedy: 'Use the access token of an app in your own workspace.',
  });
}

function wrongRegion(actual: string, chosen: string): SourceError {
  return new SourceError('auth', {
    code: 'account_wrong',
    message: `This workspace is in Intercom’s region ${actual}, not ${chosen}.`,
    remedy: `Choose the region ${actual} and try again.`,
  });
}
