import type { Sentiment } from '../csat/scale.ts';
import { type DateReader, dateReader } from './file-date-format.ts';
import { FIELDS, type FileField } from './file-fields.ts';
import { readScore, saysUnrated, type WordScale } from './file-score.ts';
import { instantOf } from './file-zoned-time.ts';

/** What a cell says. */
export interface Cell {
  value: string | number | boolean | null;
  /** A date without a time of day. */
  dayOnly?: boolean;
  /** Of a score: how it counts, where there is no face. */
  sentiment?: Sentiment;
}

/** How cells are read. */
export interface CellReading {
  /** Tried in order. */
  dates: readonly DateReader[];
  /** Zone of dates that name none. */
  timeZone: string;
  scale: WordScale;
}

/** The readers of date formats, ISO 8601 last. Throws `Error` in words for an unknown format. */
export function dateReaders(formats: readonly string[]): DateReader[] {
  return [...formats.filter((format) => format !== 'iso'), 'iso'].map(dateReader);
}

/**
 * Reads a cell as a field; `null` if it says nothing.
 * @param header of its column, for the reason; `null` for a fixed value
 */
export function readCell(
  text: string,
  field: FileField,
  header: string | null,
  reading: CellReading,
): Cell | { reason: string } | null {
  const bare = withoutGuard(text, FIELDS[field] === 'text');
  if (bare === '') return null;
  const wrong = (what: string) => ({
    reason: `${field}${header === null ? '' : ` ("${header}")`}: "${shortened(bare)}" ${what}`,
  });
  if (SPREADSHEET_ERROR.test(bare)) return wrong('is an error that a spreadsheet wrote');
  switch (FIELDS[field]) {
    case 'text':
      return { value: bare };
    case 'id':
      return SHORTENED_NUMBER.test(bare)
        ? wrong('is a number that a spreadsheet shortened; export again without opening it there')
        : { value: bare };
    case 'flag':
      return flagOf(bare) ?? wrong('is not yes or no');
    case 'score': {
      if (saysUnrated(bare)) return null;
      const read = readScore(bare, reading.scale);
      if ('reason' in read) return wrong(read.reason);
      return {
        value: read.score,
        ...(read.score === null && { sentiment: read.sentiment }),
      };
    }
    case 'date':
      return dateOf(bare, reading) ?? wrong('fits none of the date formats');
  }
}

const SPREADSHEET_ERROR = /^#(?:REF!|N\/A|VALUE!|NAME\?|DIV\/0!|NULL!|NUM!|#+)$/;

/** `1.23457E+17`: the digits are lost. */
const SHORTENED_NUMBER = /^\d(?:[.,]\d+)?E\+\d{2,3}$/i;

const YES = ['true', 'yes', 'y', '1', 'wahr', 'ja', 'vrai', 'oui', 'verdadero', 'sí', 'si'];
const NO = ['false', 'no', 'n', '0', 'falsch', 'nein', 'faux', 'non', 'falso', 'não'];

/** Without blanks and without what keeps a spreadsheet from taking it for a formula: `="007"`, `'=x`. */
function withoutGuard(text: string, words: boolean): string {
  const bare = text.trim();
  return (
    /^="([^"]*)"$/.exec(bare)?.[1] ?? bare.replace(words ? /^'(?=[=+\-@])/ : /^'(?=[=+\-@\d])/, '')
  );
}

function flagOf(text: string): Cell | null {
  const word = text.toLowerCase();
  if (YES.includes(word)) return { value: true };
  return NO.includes(word) ? { value: false } : null;
}

function dateOf(text: string, { dates, timeZone }: CellReading): Cell | null {
  for (const reader of dates) {
    const read = reader(text);
    if (read === null) continue;
    const { wall, offsetMinutes, dayOnly } = read;
    const instant =
      offsetMinutes === null
        ? instantOf(wall, timeZone)
        : instantOf(wall, 'UTC') - offsetMinutes * 60_000;
    return { value: new Date(instant).toISOString(), dayOnly };
  }
  return null;
}

function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
