import { type DateReader, dateReader } from './file-date-format.ts';

/** One way to read a file's dates. */
export interface DateChoice {
  /** For `FileMapping.dateFormats`. */
  formats: string[];
  /** The file's first date that tells this choice from the others, and the day that it makes of it. */
  example: { text: string; day: string } | null;
}

const DAYS = [
  'd/M/yyyy',
  'M/d/yyyy',
  'd.M.yyyy',
  'd-M-yyyy',
  'M-d-yyyy',
  'yyyy/M/d',
  'yyyy-M-d',
  'yyyy.M.d',
  'd-MMM-yyyy',
  'd MMM yyyy',
  'MMM d, yyyy',
  'MMMM d, yyyy',
  'd MMMM yyyy',
  'd/M/yy',
  'M/d/yy',
  'd.M.yy',
  'd-MMM-yy',
];
const TIMES = [
  '',
  ' H:mm',
  ' H:mm:ss',
  ' h:mm a',
  ' h:mm:ss a',
  ', H:mm',
  ', H:mm:ss',
  ', h:mm a',
  ', h:mm:ss a',
];
const WHOLE = ['excel', 'unix', 'javascript'];

let known: { format: string; read: DateReader }[] | null = null;

function candidates() {
  known ??= ['iso', ...DAYS.flatMap((day) => TIMES.map((time) => `${day}${time}`)), ...WHOLE].map(
    (format) => ({ format, read: dateReader(format) }),
  );
  return known;
}

/** Columns of a spreadsheet hold at most so many forms of dates. */
const MOST_FORMS = 4;

/**
 * In which forms these dates are written. Where day and month could be either, there are two
 * choices, the likelier first.
 * @param dayFirst what is likelier where nothing tells
 */
export function guessDates(texts: readonly string[], dayFirst: boolean): DateChoice[] {
  const formats: string[] = [];
  let rest = [...new Set(texts.map((text) => text.trim()).filter((text) => text !== ''))];
  while (rest.length > 0 && formats.length < MOST_FORMS) {
    const best = bestFor(rest, dayFirst);
    if (best === null) break;
    formats.push(best.format);
    rest = rest.filter((text) => best.read(text) === null);
  }
  const choice: DateChoice = {
    formats: formats.filter((format) => format !== 'iso'),
    example: null,
  };
  const turned = choice.formats.map(turnedRound);
  if (turned.join() === choice.formats.join() || !readsAll(texts, formats, turned)) return [choice];
  const telling = texts.find((text) => dayBy(text, choice.formats) !== dayBy(text, turned));
  if (telling === undefined) return [choice];
  return [choice.formats, turned].map((forms) => ({
    formats: forms,
    example: { text: telling.trim(), day: dayBy(telling, forms) ?? '' },
  }));
}

/** True if the text is a date in some form that is known here. */
export function isDate(text: string): boolean {
  return candidates().some(({ read }) => read(text) !== null);
}

/** The same without plain numbers, which may be anything. */
export function isWrittenDate(text: string): boolean {
  return !/^[\d.,]*$/.test(text.trim()) && isDate(text);
}

function bestFor(texts: readonly string[], dayFirst: boolean) {
  let best: { format: string; read: DateReader; count: number } | null = null;
  for (const { format, read } of candidates()) {
    const count = texts.filter((text) => read(text) !== null).length;
    const likelier = best !== null && count === best.count && !dayFirst && isMonthFirst(format);
    if (count > (best?.count ?? 0) || (likelier && best && turnedRound(best.format) === format)) {
      best = { format, read, count };
    }
  }
  return best;
}

function isMonthFirst(format: string): boolean {
  return /^M[/-]/.test(format);
}

/** With day and month the other way round, where both are numbers: `d/M/yyyy` -> `M/d/yyyy`. */
function turnedRound(format: string): string {
  return format.replace(/^(d|M)([/-])(d|M)(?!M)/, '$3$2$1');
}

function readsAll(texts: readonly string[], formats: readonly string[], other: readonly string[]) {
  const reads = (forms: readonly string[]) =>
    texts.filter((text) => dayBy(text, forms) !== null).length;
  return reads(other) === reads(formats.filter((format) => format !== 'iso'));
}

function dayBy(text: string, formats: readonly string[]): string | null {
  for (const format of formats) {
    const read = dateReader(format)(text);
    if (read === null) continue;
    const { year, month, day } = read.wall;
    return [year, month, day].map((part) => String(part).padStart(2, '0')).join('-');
  }
  return null;
}
