import { SCORES, type Score } from '../../../lib/csat/scale.ts';
import { drawFace } from './face.ts';
import { fillReasons, type Parts } from './parts.ts';
import type { Words } from './words.ts';

/** The worst scores, after which the customer may say why. */
const HIGHEST_WITH_REASON = 3;

/** Parts that always have the same text, by its name. */
const PLAIN = [
  'helped',
  'question',
  'yourRating',
  'change',
  'final',
  'reasonQuestion',
  'commentLabel',
  'send',
] as const;

/** What is to be seen. */
export interface Scene {
  /** 👍 is offered. */
  offering: boolean;
  /** The faces are open. */
  picking: boolean;
  /** The customer's rating, `null` without one. */
  rating: { score: Score; comment?: string | null; reason?: string | null } | null;
  /** The rating can't change any more. */
  final: boolean;
  /** The reasons to choose from after an unhappy or neutral face. */
  reasons: readonly string[];
}

/** Brings the parts to what is to be seen. */
export function draw(parts: Parts, words: Words, scene: Scene): void {
  const { rating, final, picking, offering } = scene;
  for (const key of PLAIN) parts[key].textContent = words.text(key);
  parts.helped.hidden = !offering;
  parts.close.textContent = words.text(rating ? 'keep' : 'notNow');
  parts.picker.hidden = !picking;
  for (const score of SCORES) {
    const choice = parts.choices.get(score);
    if (!choice?.lastChild) continue;
    choice.ariaChecked = String(score === rating?.score);
    choice.lastChild.textContent = choice.title = words.text(`face${score}`);
  }
  parts.rated.hidden = !rating || picking;
  parts.ratedFace.replaceChildren(rating ? drawFace(rating.score) : '');
  parts.ratedName.textContent = rating ? words.text(`face${rating.score}`) : '';
  parts.change.hidden = parts.form.hidden = final;
  parts.final.hidden = !final;
  parts.send.disabled = parts.comment.value.trim() === (rating?.comment ?? '');
  drawReasons(parts, words, scene);
}

function drawReasons(
  { why, reasons }: Parts,
  words: Words,
  { rating, final, reasons: offered }: Scene,
): void {
  why.hidden = final || offered.length === 0 || !rating || rating.score > HIGHEST_WITH_REASON;
  fillReasons(reasons, offered);
  for (const chip of reasons.children) {
    chip.textContent = words.text(`reason_${chip.id}`);
    chip.ariaPressed = String(chip.id === rating?.reason);
  }
}
