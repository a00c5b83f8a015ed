/**
 * Takes personal numbers and addresses out of comments: e-mail addresses, payment card numbers
 * (checked by Luhn's formula, ISO/IEC 7812-1 annex B) and phone numbers. What only looks like one
 * (a date, an order number of a few digits, an amount) stays.
 */
export function maskPersonal(comment: string): string {
  return comment.replace(EMAIL, '[e-mail]').replace(NUMBERS, maskNumber);
}

/** Bounded parts, so that a long text without `@` costs no more than linear time. */
const EMAIL = /[\p{L}\p{N}._%+'-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,5}/gu;

/** A run of digits, perhaps written in groups, with an international or bracketed beginning. */
const NUMBERS = /(?:[+＋]|\()?\p{Nd}(?:[ \u00a0./()-]{0,3}\p{Nd}){6,30}/gu;

/** What a run of digits may contain besides: a date, with or without the hour after it. */
const DATE =
  /^(?:\p{Nd}{4}[-./]\p{Nd}{1,2}[-./]\p{Nd}{1,2}|\p{Nd}{1,2}[-./]\p{Nd}{1,2}[-./]\p{Nd}{4})(?: \p{Nd}{1,2})?$/u;

const CARD_LENGTH = { from: 13, to: 19 };
const PHONE_LENGTH = { from: 9, to: 15 };

function maskNumber(run: string): string {
  const digits = digitsOf(run);
  const international = /^[+＋]/.test(run);
  if (digits.length >= CARD_LENGTH.from) {
    if (!international && digits.length <= CARD_LENGTH.to && passesLuhn(digits)) {
      return '[card number]';
    }
    // Two numbers that stand side by side read as one run: judge their parts.
    const parts = cardInside(run);
    if (parts !== null) return parts;
  }
  return isPhone(run, digits, international) ? '[phone number]' : run;
}

/** The run with a card number masked that is part of it; `null` without one. */
function cardInside(run: string): string | null {
  const groups = run.split(/([^\p{Nd}]+)/u);
  for (let from = 0; from < groups.length; from += 2) {
    for (let to = groups.length; to > from; to -= 2) {
      const digits = digitsOf(groups.slice(from, to).join(''));
      if (digits.length < CARD_LENGTH.from || digits.length > CARD_LENGTH.to) continue;
      if (!passesLuhn(digits)) continue;
      const before = groups.slice(0, from).join('');
      const after = groups.slice(to).join('');
      return `${maskPersonal(before)}[card number]${maskPersonal(after)}`;
    }
  }
  return null;
}

function isPhone(run: string, digits: string, international: boolean): boolean {
  if (DATE.test(run) || digits.length > PHONE_LENGTH.to) return false;
  if (international) return digits.length >= 7;
  if (digits.length < PHONE_LENGTH.from) return false;
  // Nine digits in a row are an order number more often than a phone number, unless led by 0.
  return digits.startsWith('0') || digits.length >= 10 || /[^\p{Nd}]/u.test(run);
}

/** The run's digits as ASCII, whichever script they are written in. */
function digitsOf(run: string): string {
  let digits = '';
  for (const character of run) {
    if (/\p{Nd}/u.test(character)) digits += String(digitValue(character));
  }
  return digits;
}

/** Unicode keeps each script's ten digits side by side, 0 first: count back to where they begin. */
function digitValue(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value += 1;
  return value;
}

function passesLuhn(digits: string): boolean {
  if (/^(\d)\1*$/.test(digits)) return false;
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index]);
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
