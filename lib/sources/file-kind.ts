import { plainHeader } from './file-fields.ts';

/**
 * What a file is: one of the exports of My AskAI (its documentation names the columns of the topics;
 * those of the two others are inferred from its pages), or any other table.
 */
export type FileKind = 'topics' | 'conversations' | 'messages' | 'table';

/** Columns that no other product's exports are known to have. */
const ONLY_TOPICS = [
  'originalconversation',
  'parentconversationtopic',
  'totalconversationtopicscount',
  'conversationtopicscount',
];
const ONLY_MYASKAI = [
  ...ONLY_TOPICS,
  'aicsat',
  'aigeneratedcsat',
  'aicsatreason',
  'csatsatisfied',
  'airesolved',
];
const COMMON = [
  'category',
  'csatrating',
  'description',
  'humanhandover',
  'leademail',
  'parenttopic',
  'resolutiontime',
  'resolved',
  'source',
  'status',
  'title',
  'summary',
  'creationdate',
  'creation',
  'uniqueid',
];
const QUESTION = ['question', 'userquestion', 'userquery', 'query', 'usermessage'];
const ANSWER = ['answer', 'aianswer', 'airesponse', 'response'];
const CONVERSATION = ['conversationid', 'conversation', 'originalconversation', 'chatid'];

/** Which kind of file has these headers. Missing and renamed columns are borne: a few must be there. */
export function kindOf(headers: readonly string[]): FileKind {
  const plain = new Set(headers.map(plainHeader));
  const count = (names: readonly string[]) => names.filter((name) => plain.has(name)).length;
  const has = (names: readonly string[]) => count(names) > 0;
  if (has(QUESTION) && has(ANSWER) && has(CONVERSATION)) return 'messages';
  const common = count(COMMON);
  if (has(ONLY_TOPICS) && common >= 2) return 'topics';
  if (plain.has('parenttopic') && has(ONLY_MYASKAI) && common >= 3) return 'topics';
  return has(ONLY_MYASKAI) && common >= 2 ? 'conversations' : 'table';
}
