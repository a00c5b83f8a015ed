import * as v from 'valibot';
import { isDay, isTimeZone } from '../csat/calendar.ts';
import type { Score } from '../csat/scale.ts';

/** Longest text of each kind, in UTF-16 code units. Longer input is refused, not cut. */
export const MAX_LENGTH = {
  id: 200,
  name: 120,
  title: 300,
  line: 1_000,
  comment: 4_000,
  message: 20_000,
  url: 2_000,
} as const;

/** Largest request body in bytes; the import streams and has none. */
export const MAX_BODY_BYTES = 1024 * 1024;

/** An identifier chosen by the caller: 1-200 characters, none of them a control character. */
export const Id = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(MAX_LENGTH.id),
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
  v.regex(/^[^\u0000-\u001f\u007f]+$/, 'must not hold control characters'),
);

/** A text of one line or more, up to `length` characters. NUL is refused: PostgreSQL cannot keep it. */
export function text(length: number) {
  return v.pipe(
    v.string(),
    v.maxLength(length),
    v.check((value) => !value.includes('\u0000'), 'must not hold NUL'),
  );
}

/** A text that must not be blank. */
export function filledText(length: number) {
  return v.pipe(
    text(length),
    v.check((value) => value.trim() !== '', 'must not be blank'),
  );
}

/** An instant on the wire: ISO 8601 in UTC with milliseconds, `2026-11-03T14:02:00.000Z`. */
export const Instant = v.pipe(
  v.string(),
  v.isoTimestamp(),
  v.check((value) => !Number.isNaN(Date.parse(value)), 'must be a real time'),
);

/** A calendar date, `2026-11-03`. */
export const CalendarDay = v.pipe(v.string(), v.check(isDay, 'must be a real date'));

/** A score from 1 to 5. */
export const ScoreValue = v.pipe(
  v.number(),
  v.integer('must be a whole number from 1 to 5'),
  v.minValue(1, 'must be a whole number from 1 to 5'),
  v.maxValue(5, 'must be a whole number from 1 to 5'),
  v.transform((value) => value as Score),
);

/** An IANA time zone name that this runtime knows. */
export const TimeZone = v.pipe(
  v.string(),
  v.maxLength(64),
  v.check(isTimeZone, 'unknown time zone'),
);

/** A link that may be shown: `http:` or `https:` only, so that no script can hide in it. */
export const Link = v.pipe(
  v.string(),
  v.maxLength(MAX_LENGTH.url),
  v.url(),
  v.check((value) => /^https?:\/\//i.test(value), 'must be an http or https link'),
);

/**
 * A web site by its origin as `URL.origin` writes it, `https://acme.zendesk.com`. Never a wildcard:
 * browsers are asked for permission to it. Plain http only on this computer.
 */
export const SiteOrigin = v.pipe(
  v.string(),
  v.maxLength(MAX_LENGTH.url),
  v.check((value) => {
    const address = URL.parse(value);
    if (address === null || address.origin !== value || value.includes('*')) return false;
    return (
      address.protocol === 'https:' ||
      /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(value)
    );
  }, 'must be an origin like https://acme.zendesk.com'),
);

/** A whole number that cannot be negative. */
export const Count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** Who may do what. `ingest` is the AI agent's back end; `operator` runs the server. */
export const Role = v.picklist(['teammate', 'admin', 'ingest', 'operator']);
export type Role = v.InferOutput<typeof Role>;

/** Roles of people, those that an invite can carry. */
export const PersonRole = v.picklist(['teammate', 'admin']);
export type PersonRole = v.InferOutput<typeof PersonRole>;

/** The wire's form of an instant in epoch milliseconds. */
export function toInstant(epochMilliseconds: number): string {
  return new Date(epochMilliseconds).toISOString();
}
