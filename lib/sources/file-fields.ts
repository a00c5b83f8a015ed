/** What a column of a file may be, by the names that the command line's `--map` takes too. */

type FieldKind = 'text' | 'id' | 'date' | 'score' | 'flag';

export const FIELDS = {
  id: 'id',
  startedAt: 'date',
  endedAt: 'date',
  channel: 'text',
  visibility: 'text',
  customer: 'id',
  email: 'text',
  ticketId: 'id',
  topic: 'text',
  'topic.id': 'text',
  'topic.category': 'text',
  question: 'text',
  answer: 'text',
  asked: 'flag',
  askedBy: 'text',
  handedOverAt: 'date',
  'rating.score': 'score',
  'rating.comment': 'text',
  'rating.ratedAt': 'date',
  'predicted.score': 'score',
  'predicted.reason': 'text',
} as const satisfies Record<string, FieldKind>;

export type FileField = keyof typeof FIELDS;

/** The fields without which a row is no conversation. */
export const NEEDED_FIELDS = ['id', 'startedAt'] as const satisfies readonly FileField[];

export function isField(name: string): name is FileField {
  return Object.hasOwn(FIELDS, name);
}

/**
 * Headers by which a column is known, as `plainHeader` makes them, the surest first. From the
 * exports of My AskAI (its documentation of 2024 and 2025), Zendesk, Intercom, Freshdesk, HubSpot
 * and Chatwoot as far as they are public, and from plain words.
 */
export const HEADERS: Partial<Record<FileField, readonly string[]>> = {
  id: [
    'conversationid',
    'originalconversation',
    'originalconversationid',
    'conversation',
    'conversationdisplayid',
    'chatid',
    'sessionid',
    'uniqueid',
    'id',
    'ticketid',
    'ticketnumber',
    'ticket',
    'caseid',
    'casenumber',
  ],
  startedAt: [
    'startedat',
    'conversationstartedat',
    'starttime',
    'started',
    'creationdate',
    'createdat',
    'createddate',
    'creation',
    'created',
    'opened',
    'openedat',
    'issuereportedat',
    'date',
    'datetime',
    'timestamp',
    'time',
  ],
  endedAt: ['endedat', 'endtime', 'ended', 'closedat', 'closed', 'resolvedat', 'solvedat'],
  channel: ['channel', 'channelname', 'source', 'via', 'medium'],
  customer: [
    'customer',
    'customerid',
    'customerref',
    'userid',
    'contactid',
    'requesterid',
    'visitorid',
    'externalid',
    'contact',
    'user',
  ],
  email: [
    'email',
    'leademail',
    'emailaddress',
    'customeremail',
    'useremail',
    'contactemail',
    'requesteremail',
    'mail',
  ],
  ticketId: ['ticketid', 'ticketnumber', 'ticket', 'caseid', 'casenumber'],
  topic: [
    'topic',
    'parenttopic',
    'topics',
    'topictitle',
    'category',
    'tags',
    'tag',
    'labels',
    'label',
    'contactreason',
  ],
  'topic.category': ['topiccategory'],
  question: ['question', 'userquestion', 'userquery', 'query', 'usermessage'],
  answer: ['answer', 'aianswer', 'airesponse', 'response', 'reply'],
  asked: ['asked', 'csatrequested', 'surveysent', 'ratingrequested'],
  'rating.score': [
    'ratingscore',
    'csatrating',
    'customercsat',
    'csat',
    'csatscore',
    'rating',
    'conversationrating',
    'satisfactionrating',
    'ticketsatisfactionrating',
    'satisfactionscore',
    'satisfaction',
    'customersatisfaction',
    'customerrating',
    'score',
    'stars',
    'surveyrating',
    'surveyresponse',
  ],
  'rating.comment': [
    'ratingcomment',
    'csatcomment',
    'ratingremark',
    'conversationratingremark',
    'satisfactioncomment',
    'ticketsatisfactioncomment',
    'feedbackmessage',
    'customerremarks',
    'remark',
    'remarks',
    'comment',
    'feedback',
    'surveycomment',
  ],
  'rating.ratedAt': [
    'ratedat',
    'ratingdate',
    'csatdate',
    'responsedate',
    'surveyresponsedate',
    'answeredat',
    'scoredat',
    'recordedat',
  ],
  'predicted.score': [
    'predictedscore',
    'aicsat',
    'aicsatscore',
    'aicsatrating',
    'aigeneratedcsat',
    'aiscore',
    'csataiscore',
  ],
  'predicted.reason': ['predictedreason', 'aicsatreason', 'aicsatrationale', 'csatreason'],
};

/** A header without case, blanks and signs: `CSAT rating` and `csat_rating` are the same. */
export function plainHeader(header: string): string {
  return header
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}
