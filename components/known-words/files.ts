import { msg } from '@lingui/core/macro';
import type { KnownWords } from './known-words.ts';

/** What is wrong with a file, or with one line of it. */
export const FILES_WORDS: readonly KnownWords[] = [
  // lib/sources/file-bytes.ts
  msg`This is a workbook or an archive, not a CSV. Export or save it as CSV (UTF-8) and take that file.`,
  msg`This is an old workbook, not a CSV. Export or save it as CSV (UTF-8) and take that file.`,
  msg`This is a PDF, not a CSV. Export or save it as CSV (UTF-8) and take that file.`,
  msg`This is a packed file, not a CSV. Export or save it as CSV (UTF-8) and take that file.`,
  msg`This is JSON, not a CSV. Export or save it as CSV (UTF-8) and take that file.`,
  msg`This is a web page or XML, not a CSV. Export or save it as CSV (UTF-8) and take that file.`,
  msg`This is a picture or a program, not a CSV. Export or save it as CSV (UTF-8) and take that file.`,
  // lib/sources/file-cells.ts
  msg({ message: '{cell} is an error that a spreadsheet wrote' }),
  msg({
    message:
      '{cell} is a number that a spreadsheet shortened; export again without opening it there',
  }),
  msg({ message: '{cell} is not yes or no' }),
  msg({ message: '{cell} fits none of the date formats' }),
  // lib/sources/file-line.ts
  {
    like: 'has {cells} columns, the header has {headers}',
    words: msg({
      message:
        '{cells, plural, one {has # column, the header has {headers}} other {has # columns, the header has {headers}}}',
    }),
  },
  // lib/sources/file-problems.ts
  msg`No column looks like the conversation’s id.`,
  msg`Choose the column that tells conversations apart.`,
  msg`No column looks like the day of the conversation.`,
  msg`Choose the column with its date.`,
  msg`It holds no ratings by customers, only AI CSAT: scores made by a model.`,
  msg`They are shown as AI CSAT and counted in no score.`,
  msg`My AskAI’s exports since December 2025 have none. They are shown as AI CSAT and counted in no score.`,
  msg`No column looks like the customers’ ratings.`,
  msg`Choose the column with the rating, or take conversations and topics alone.`,
  msg`Conversations and topics are taken; ratings are in My AskAI’s other exports of before December 2025.`,
  msg`Its dates do not tell the day from the month.`,
  msg`Choose which comes first.`,
  msg`A spreadsheet has shortened ids (1.23E+17): which conversation it was is lost.`,
  msg`Export again and take the file without opening it in a spreadsheet.`,
  msg`All long ids end in 0, as after a spreadsheet has rounded them.`,
  msg`If so, export again and take the file without opening it in a spreadsheet.`,
  msg`It does not say which conversation a topic is of: each topic counts as one.`,
  msg`Export with the column “Original conversation”.`,
  msg`It is not in UTF-8: faces and foreign letters may be lost.`,
  msg`Save it as “CSV UTF-8”, or export again.`,
  msg`Its ratings are percentages: shares of happy customers, not ratings.`,
  msg`Export single ratings, one a conversation.`,
  msg`Its ratings are numbers, but not from 1 to 5.`,
  msg`Take a column with ratings from 1 to 5, faces, or words such as good and bad.`,
  msg`No rating is above 3: it may be a scale of three steps.`,
  msg`If it is, leave the column out: 3 would count as neutral.`,
  msg`Its ratings are neither from 1 to 5 nor faces nor words for good and bad.`,
  msg`Choose another column, or take conversations and topics alone.`,
  // lib/sources/file-rows.ts
  msg`a quote opens here that nothing closes; the rest of the file was not read`,
  msg`holds a quote that is not doubled, so its end cannot be told`,
  // lib/sources/file-score.ts
  msg({
    message: '{cell} is a percentage; a share of happy customers cannot be turned into one rating',
  }),
  msg({
    message:
      '{cell} is a date that a spreadsheet made of a score; export again without opening it there',
  }),
  msg({ message: '{cell} must be a whole number from 1 to 5' }),
  msg({ message: '{cell} is neither a number from 1 to 5 nor a face nor a word for good or bad' }),
  // lib/sources/file.ts
  msg`The file is empty.`,
  {
    like: '{count} cells not understood as {field}',
    words: msg({
      message:
        '{count, plural, one {# cell not understood as {field}} other {# cells not understood as {field}}}',
    }),
  },
  msg`is internal: no customer’s`,
];
