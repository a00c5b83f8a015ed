import {
  FIELDS,
  type FileField,
  isField,
  NEEDED_FIELDS,
} from '../../../lib/sources/file-fields.ts';
import { FileFault, type FileMapping } from '../../../lib/sources/file-line.ts';

/** How the columns of a CSV become conversations, as the command line says it. */
export interface MappingOptions {
  /** `field=Header` each. Empty: columns named like fields are taken as such. */
  map: readonly string[];
  /** `field=value` each: the same for every row. */
  set: readonly string[];
  /** Tried in order; ISO 8601 is always tried last. */
  dateFormats: readonly string[];
  /** Zone of dates that name none. */
  timeZone: string;
}

/** The columns and fixed values that the command line names. Throws `FileFault`. */
export function mappingOf(
  headers: readonly string[],
  { map, set }: Pick<MappingOptions, 'map' | 'set'>,
): Pick<FileMapping, 'columns' | 'fixed'> {
  const columns: FileMapping['columns'] = {};
  const fixed = fixedOf(set);
  for (const [field, header] of namedColumns(headers, map)) {
    const index = headers.indexOf(header);
    if (index === -1) {
      throw new FileFault(
        `The file has no column "${header}". Its columns are: ${inWords(headers)}`,
      );
    }
    if (columns[field] !== undefined || fixed[field] !== undefined) throw mappedTwice(field);
    columns[field] = index;
  }
  checkNeeded(headers, { columns, fixed });
  return { columns, fixed };
}

/** The values that are the same for every row, from `--set`. Throws `FileFault`. */
export function fixedOf(set: readonly string[]): FileMapping['fixed'] {
  const fixed: FileMapping['fixed'] = {};
  for (const text of set) {
    const [field, value] = pair(text, '--set');
    if (fixed[field] !== undefined) throw mappedTwice(field);
    fixed[field] = value;
  }
  return fixed;
}

/** Throws `FileFault` where a field is lacking without which a row is no conversation. */
export function checkNeeded(
  headers: readonly string[],
  { columns, fixed }: Pick<FileMapping, 'columns' | 'fixed'>,
): void {
  for (const needed of NEEDED_FIELDS) {
    if (columns[needed] !== undefined || fixed[needed] !== undefined) continue;
    throw new FileFault(
      `Say which column is the ${needed}: --map ${needed}="Column". The columns are: ${inWords(headers)}`,
    );
  }
}

function mappedTwice(field: FileField): FileFault {
  return new FileFault(`The field ${field} is mapped twice.`);
}

function inWords(headers: readonly string[]): string {
  return headers.map((one) => `"${one}"`).join(', ');
}

function namedColumns(
  headers: readonly string[],
  map: readonly string[],
): (readonly [field: FileField, header: string])[] {
  if (map.length > 0) return map.map((text) => pair(text, '--map'));
  return headers.filter(isField).map((name) => [name, name] as const);
}

function pair(text: string, option: string): readonly [field: FileField, rest: string] {
  const at = text.indexOf('=');
  if (at < 1) throw new FileFault(`${option} takes field=…, not "${text}".`);
  const field = text.slice(0, at);
  if (isField(field)) return [field, text.slice(at + 1)];
  throw new FileFault(
    `There is no field "${field}". The fields are: ${Object.keys(FIELDS).join(', ')}`,
  );
}
