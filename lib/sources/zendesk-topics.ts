import * as v from 'valibot';
import type { SourceConfig } from '../contract/source.ts';
import { configInvalid } from './config-errors.ts';
import type { PlatformHttp } from './platform-http.ts';
import type { SourceTopic } from './source.ts';
import { nullIfClosed } from './zendesk-http.ts';
import type { ZendeskTicket } from './zendesk-tickets.ts';

/** Tags by which AI agents mark what they have seen: no topics. My AskAI's first. */
const MARKER_TAGS = ['ai-agent-tags-applied'];

/** Where topics come from, as chosen when the source was connected. */
export type TopicsFrom =
  | { kind: 'tags'; ignored: readonly string[] }
  | { kind: 'field'; field: string };

/** Reads the choice. Throws SourceError `config_invalid`. */
export function readTopicsFrom(config: SourceConfig): TopicsFrom {
  if (config.topics === 'field') {
    const field = (config.topicField ?? '').trim();
    if (/^\d{1,20}$/.test(field)) return { kind: 'field', field };
    throw configInvalid(
      'Topics from a field need the field’s number, as in Admin Center > Fields.',
    );
  }
  if (config.topics !== undefined && config.topics !== 'tags') {
    throw configInvalid('Topics come from tags or from a field.');
  }
  return { kind: 'tags', ignored: listOf(config.ignoredTags) };
}

/** Tags that are no topics, as typed: separated by commas or spaces. Marker tags always are. */
export function listOf(typed: string | undefined): string[] {
  return [...new Set([...MARKER_TAGS, ...(typed ?? '').toLowerCase().split(/[\s,]+/)])].filter(
    Boolean,
  );
}

/** Names of a field's values, by value. */
export type FieldNames = ReadonlyMap<string, string>;

/** A ticket's topics. */
export function topicsOf(
  ticket: ZendeskTicket,
  from: TopicsFrom,
  names: FieldNames,
): SourceTopic[] {
  if (from.kind === 'tags') {
    const tags = (ticket.tags ?? []).filter((tag) => !from.ignored.includes(tag.toLowerCase()));
    return [...new Set(tags)].map((tag) => ({ id: `tag-${tag}`, title: tag }));
  }
  const value = ticket.custom_fields?.find(({ id }) => id === from.field)?.value;
  const values = Array.isArray(value)
    ? value
    : value === null || value === undefined
      ? []
      : [value];
  return values
    .map(String)
    .filter((one) => one.trim() !== '')
    .map((one) => ({ id: `field-${one}`, title: names.get(one) ?? one }));
}

const FieldAnswer = v.object({
  ticket_field: v.object({
    custom_field_options: v.nullish(v.array(v.object({ name: v.string(), value: v.string() }))),
  }),
});

/** Names of the chosen field's values; none where this access may not read fields. */
export async function readFieldNames(
  http: PlatformHttp,
  from: TopicsFrom,
  signal: AbortSignal,
): Promise<FieldNames> {
  if (from.kind === 'tags') return new Map();
  const path = `/api/v2/ticket_fields/${from.field}`;
  const answer = await http.find({ path, answer: FieldAnswer, signal }).catch(nullIfClosed);
  const options = answer?.value.ticket_field.custom_field_options ?? [];
  return new Map(options.map(({ name, value }) => [value, name]));
}
