import { type Audience, hiddenSql } from './audience.ts';

const NOT_ASKED = `case when asked is not false or imported or ended_at is null then 'null'
    when answered_while_on then '"left_first"'
    when answered_while_off then '"collection_off"'
    when collection_at_start then '"left_first"'
    else '"collection_off"' end`;

const RATING = `case when rated_at is null or (score is null and sentiment is null) then 'null' else ${object(
  [
    ['score', `coalesce(score::text, 'null,"sentiment":"' || sentiment || '"')`],
    ['comment', `${orNull(text('comment'))} || coalesce(',"reason":' || ${text('reason')}, '')`],
    ['ratedAt', instant('rated_at')],
    ['byTeam', 'rated_by_team::text'],
    ['of', text('rated_of')],
  ],
)} end`;

const PREDICTED = `case when predicted_score is null then 'null' else ${object([
  ['score', 'predicted_score::text'],
  ['reason', orNull(text('predicted_reason'))],
])} end`;

/**
 * SQL that gives a conversation as it stands in the change feed, as JSON text: what
 * `toConversation` makes of the same row, which a test holds it to. The feed hands over a hundred
 * thousand of them; made here, they are neither parsed nor written again on their way out. Text is
 * joined by hand because `json_build_object` and `to_char` take half as long again.
 */
export const CONVERSATION_JSON: Record<Audience, string> = {
  all: conversationJson('all'),
  ai_only: conversationJson('ai_only'),
  none: conversationJson('none'),
};

function conversationJson(audience: Audience): string {
  const hidden = hiddenSql(audience);
  const unlessHidden = (json: string) =>
    hidden === null ? json : `case when ${hidden} then 'null' else ${json} end`;
  const hiddenMember =
    hidden === null ? '' : ` || case when ${hidden} then ',"ratingHidden":true' else '' end`;
  return object([
    ['source', text('source')],
    ['id', text('id')],
    ['ticketId', orNull(text('ticket_id'))],
    ['channel', orNull(text('channel'))],
    ['visibility', text('visibility')],
    ['customer', orNull(text('customer'))],
    ['emailHash', orNull(text('email_hash'))],
    ['startedAt', instant('started_at')],
    ['endedAt', orNull(instant('ended_at'))],
    [
      'finalAt',
      unlessHidden(
        `${orNull(instant('final_at'))} || case when final_unknown then ',"finalUnknown":true' else '' end`,
      ),
    ],
    ['handedOverAt', orNull(instant('handed_over_at'))],
    ['countedOn', text('counted_on')],
    ['asked', unlessHidden(orNull('asked::text'))],
    ['askedAt', unlessHidden(orNull(instant('asked_at')))],
    ['askedBy', unlessHidden(orNull(text('asked_by')))],
    ['openedAt', unlessHidden(orNull(instant('opened_at')))],
    ['notAsked', unlessHidden(NOT_ASKED)],
    ['rating', `${unlessHidden(RATING)}${hiddenMember}`],
    ['predicted', PREDICTED],
    ['topics', 'topics::text'],
  ]);
}

/** SQL that joins an object of members that are SQL themselves, each giving JSON text, never null. */
function object(members: readonly (readonly [name: string, json: string])[]): string {
  const parts = members.map(
    ([name, json], index) => `'${index === 0 ? '{' : ','}"${name}":' || ${json}`,
  );
  return `(${parts.join(' || ')} || '}')`;
}

function text(column: string): string {
  return `to_json(${column})::text`;
}

/**
 * Epoch milliseconds as on the wire, `"2026-11-03T14:02:00.000Z"`. `to_json` writes a time in ISO
 * 8601 as short as it can; the microsecond added makes it write all six digits, of which three stay.
 */
function instant(column: string): string {
  const time = `timestamp '1970-01-01 00:00:00.000001' + ${column} * interval '1 millisecond'`;
  return `left(to_json(${time})::text, 24) || 'Z"'`;
}

function orNull(json: string): string {
  return `coalesce(${json}, 'null')`;
}
