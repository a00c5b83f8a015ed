import { SCORES, type Score } from '../../../lib/csat/scale.ts';
import { drawFace } from './face.ts';
import { make } from './make.ts';
import { STYLES } from './styles.ts';

/** The widget's elements. They are made once and then shown and hidden, so that focus stays put. */
export interface Parts {
  /** Everything, in the language of the texts. */
  all: HTMLElement;
  helped: HTMLButtonElement;
  picker: HTMLElement;
  question: HTMLElement;
  close: HTMLButtonElement;
  faces: HTMLElement;
  choices: Map<Score, HTMLButtonElement>;
  rated: HTMLElement;
  yourRating: HTMLElement;
  ratedFace: HTMLElement;
  ratedName: HTMLElement;
  change: HTMLButtonElement;
  final: HTMLElement;
  why: HTMLElement;
  reasonQuestion: HTMLElement;
  reasons: HTMLElement;
  form: HTMLFormElement;
  commentLabel: HTMLLabelElement;
  comment: HTMLTextAreaElement;
  send: HTMLButtonElement;
  status: HTMLElement;
}

/** Builds the widget inside `root` and adopts its styles. */
export function buildParts(root: ShadowRoot, longestComment: number): Parts {
  const choices = new Map<Score, HTMLButtonElement>();
  for (const score of SCORES) {
    choices.set(
      score,
      make(
        'button',
        { type: 'button', role: 'radio' },
        make('span', { class: 'face', 'aria-hidden': 'true' }, drawFace(score)),
        make('span'),
      ),
    );
  }
  const parts: Parts = {
    all: make('div'),
    helped: make('button', { type: 'button', part: 'helped' }),
    question: make('span', { id: 'question' }),
    close: make('button', { type: 'button' }),
    faces: make(
      'div',
      { class: 'faces', role: 'radiogroup', 'aria-labelledby': 'question', tabindex: '-1' },
      ...choices.values(),
    ),
    choices,
    picker: make('div', { class: 'picker', part: 'picker' }),
    yourRating: make('span'),
    ratedFace: make('span', { class: 'face', 'aria-hidden': 'true' }),
    ratedName: make('b'),
    change: make('button', { type: 'button', class: 'change' }),
    final: make('span', { class: 'note' }),
    why: make('div', { class: 'why', role: 'group', 'aria-labelledby': 'why' }),
    reasonQuestion: make('div', { id: 'why', class: 'label' }),
    reasons: make('div', { class: 'row' }),
    commentLabel: make('label', { class: 'label', for: 'comment' }),
    comment: make('textarea', { id: 'comment', rows: '1', maxlength: String(longestComment) }),
    send: make('button', { type: 'submit' }),
    form: make('form'),
    rated: make('div', { class: 'rated', part: 'rated' }),
    status: make('p', { class: 'status', role: 'status' }),
  };
  parts.picker.append(make('div', { class: 'head' }, parts.question, parts.close), parts.faces);
  parts.form.append(parts.commentLabel, make('div', { class: 'field' }, parts.comment, parts.send));
  const row = [parts.yourRating, parts.ratedFace, parts.ratedName, parts.change, parts.final];
  parts.why.append(parts.reasonQuestion, parts.reasons);
  parts.rated.append(make('div', { class: 'row' }, ...row), parts.why, parts.form);
  parts.all.append(parts.helped, parts.picker, parts.rated, parts.status);
  root.append(parts.all);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLES);
  root.adoptedStyleSheets = [sheet];
  return parts;
}

/** Puts the reasons' buttons into `row`, anew only where they are others than before. */
export function fillReasons(row: HTMLElement, reasons: readonly string[]): void {
  if ([...row.children].map((chip) => chip.id).join() === reasons.join()) return;
  row.replaceChildren(...reasons.map((id) => make('button', { type: 'button', id })));
}

/** Moves focus among the faces by arrow keys, Home and End; `true` if the key was one of them. */
export function moveAmongFaces(
  key: string,
  faces: readonly HTMLElement[],
  rightToLeft: boolean,
  current: Element | null,
): boolean {
  const step = {
    ArrowDown: 1,
    ArrowUp: -1,
    ArrowRight: rightToLeft ? -1 : 1,
    ArrowLeft: rightToLeft ? 1 : -1,
  }[key];
  const at = (faces as readonly (Element | null)[]).indexOf(current);
  let next: number;
  if (step !== undefined) next = at < 0 ? (step > 0 ? 0 : -1) : (at + step) % faces.length;
  else if (key === 'Home') next = 0;
  else if (key === 'End') next = -1;
  else return false;
  faces.at(next)?.focus();
  return true;
}
