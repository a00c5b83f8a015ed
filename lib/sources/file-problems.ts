import type { DateChoice } from './file-date-guess.ts';
import { type FileField, plainHeader } from './file-fields.ts';
import type { FileKind } from './file-kind.ts';
import type { FileMapping } from './file-line.ts';
import { readScore, saysUnrated } from './file-score.ts';
import type { DecodedText } from './file-text.ts';

/** What a person should know before a file is taken, and what to do about it. */
export interface FileProblem {
  code:
    | 'needs_id'
    | 'needs_start'
    | 'no_customer_ratings'
    | 'only_predicted'
    | 'score_percent'
    | 'score_range'
    | 'score_steps'
    | 'date_order'
    | 'ids_shortened'
    | 'ids_rounded'
    | 'topics_as_conversations'
    | 'old_encoding';
  message: string;
  remedy: string;
}

interface Facts {
  kind: FileKind;
  headers: readonly string[];
  rows: readonly (readonly string[])[];
  mapping: FileMapping;
  dates: readonly DateChoice[];
  encoding: DecodedText['encoding'];
}

/** Enough ratings to wonder why none is above three. */
const MANY = 20;

/**
 * What does not look right. A score that is none (a percentage, 0 to 10) is also taken out of the
 * mapping, or each of its rows would be refused.
 */
export function problemsOf(facts: Facts): FileProblem[] {
  const { kind, rows, mapping, headers } = facts;
  const { columns } = mapping;
  const cells = (field: FileField) => {
    const index = columns[field];
    return index === undefined
      ? []
      : rows.map((row) => (row[index] ?? '').trim()).filter((cell) => cell !== '');
  };
  const problems: FileProblem[] = [...scoreProblems(cells('rating.score'), mapping)];
  if (columns.id === undefined) {
    problems.push({
      code: 'needs_id',
      message: 'No column looks like the conversation’s id.',
      remedy: 'Choose the column that tells conversations apart.',
    });
  }
  if (columns.startedAt === undefined) {
    problems.push({
      code: 'needs_start',
      message: 'No column looks like the day of the conversation.',
      remedy: 'Choose the column with its date.',
    });
  }
  const rated = cells('rating.score').some((cell) => !saysUnrated(cell));
  const predicted = columns['predicted.score'] !== undefined;
  if (!rated && predicted) {
    problems.push({
      code: 'only_predicted',
      message: 'It holds no ratings by customers, only AI CSAT: scores made by a model.',
      remedy:
        kind === 'table'
          ? 'They are shown as AI CSAT and counted in no score.'
          : 'My AskAI’s exports since December 2025 have none. They are shown as AI CSAT and counted in no score.',
    });
  } else if (!rated && problems.every(({ code }) => !code.startsWith('score_'))) {
    problems.push({
      code: 'no_customer_ratings',
      message: 'No column looks like the customers’ ratings.',
      remedy:
        kind === 'table'
          ? 'Choose the column with the rating, or take conversations and topics alone.'
          : 'Conversations and topics are taken; ratings are in My AskAI’s other exports of before December 2025.',
    });
  }
  if (facts.dates.length > 1) {
    problems.push({
      code: 'date_order',
      message: 'Its dates do not tell the day from the month.',
      remedy: 'Choose which comes first.',
    });
  }
  const ids = [...cells('id'), ...cells('ticketId')];
  if (ids.some((id) => /^\d(?:[.,]\d+)?E\+\d{2,3}$/i.test(id))) {
    problems.push({
      code: 'ids_shortened',
      message: 'A spreadsheet has shortened ids (1.23E+17): which conversation it was is lost.',
      remedy: 'Export again and take the file without opening it in a spreadsheet.',
    });
  }
  const long = ids.filter((id) => /^\d{16,}$/.test(id));
  if (long.length > 1 && long.every((id) => id.endsWith('0'))) {
    problems.push({
      code: 'ids_rounded',
      message: 'All long ids end in 0, as after a spreadsheet has rounded them.',
      remedy: 'If so, export again and take the file without opening it in a spreadsheet.',
    });
  }
  if (kind === 'topics' && plainHeader(headers[columns.id ?? -1] ?? '') === 'uniqueid') {
    problems.push({
      code: 'topics_as_conversations',
      message: 'It does not say which conversation a topic is of: each topic counts as one.',
      remedy: 'Export with the column “Original conversation”.',
    });
  }
  if (facts.encoding === 'windows-1252') {
    problems.push({
      code: 'old_encoding',
      message: 'It is not in UTF-8: faces and foreign letters may be lost.',
      remedy: 'Save it as “CSV UTF-8”, or export again.',
    });
  }
  return problems;
}

function scoreProblems(cells: readonly string[], mapping: FileMapping): FileProblem[] {
  const given = cells.filter((cell) => !saysUnrated(cell));
  if (given.length === 0) return [];
  const percent = given.filter((cell) => /%$/.test(cell)).length;
  if (percent > given.length / 2) {
    leaveOut(mapping);
    return [
      {
        code: 'score_percent',
        message: 'Its ratings are percentages: shares of happy customers, not ratings.',
        remedy: 'Export single ratings, one a conversation.',
      },
    ];
  }
  const numbers = given.map((cell) => Number(cell.replace(',', '.'))).filter(Number.isFinite);
  const outside = numbers.filter((number) => number < 1 || number > 5).length;
  if (outside > 0 && outside > given.length / 20) {
    leaveOut(mapping);
    return [
      {
        code: 'score_range',
        message: 'Its ratings are numbers, but not from 1 to 5.',
        remedy: 'Take a column with ratings from 1 to 5, faces, or words such as good and bad.',
      },
    ];
  }
  if (numbers.length >= MANY && numbers.length === given.length && Math.max(...numbers) <= 3) {
    return [
      {
        code: 'score_steps',
        message: 'No rating is above 3: it may be a scale of three steps.',
        remedy: 'If it is, leave the column out: 3 would count as neutral.',
      },
    ];
  }
  const unread = given.filter((cell) => 'reason' in readScore(cell, mapping.scale)).length;
  if (unread <= given.length / 2) return [];
  leaveOut(mapping);
  return [
    {
      code: 'score_range',
      message: 'Its ratings are neither from 1 to 5 nor faces nor words for good and bad.',
      remedy: 'Choose another column, or take conversations and topics alone.',
    },
  ];
}

function leaveOut({ columns }: FileMapping): void {
  delete columns['rating.score'];
  delete columns['rating.ratedAt'];
}
