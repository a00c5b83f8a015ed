import { type RefObject, useEffect, useEffectEvent, useRef } from 'react';

const FIELDS =
  'input:not([tabindex="-1"]), select, textarea, summary, button:not([aria-disabled="true"])';

/**
 * For a form or a question that stands in the place of the button that opens it: the focus goes along
 * to its first field, and back to the button afterwards, wherever it would be lost. Escape closes it,
 * unless something was filled in, which would be lost, too.
 * @param open what is open, as its button says in `data-opens`; `null` while nothing is
 * @returns for the element around button, form and question
 */
export function useFocusAlong<E extends HTMLElement>(
  open: string | null,
  close: () => void,
): RefObject<E | null> {
  const place = useRef<E>(null);
  const before = useRef(open);
  const leave = useEffectEvent(close);
  useEffect(() => {
    const was = before.current;
    before.current = open;
    if (was === open || !isLost()) return;
    const here = place.current;
    const next =
      open === null
        ? (here?.querySelector<HTMLElement>(`[data-opens="${was}"]`) ?? first(here))
        : (first(here?.querySelector('form')) ?? first(here));
    next?.focus();
  }, [open]);
  useEffect(() => {
    const here = place.current;
    if (open === null || !here) return;
    const filled = filledIn(here);
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || filledIn(here) !== filled) return;
      event.preventDefault();
      event.stopPropagation();
      leave();
    };
    here.addEventListener('keydown', onKey);
    return () => here.removeEventListener('keydown', onKey);
  }, [open]);
  return place;
}

function first(place: Element | null | undefined): HTMLElement | null {
  return place?.querySelector<HTMLElement>(FIELDS) ?? null;
}

/** What had the focus is gone. */
function isLost(): boolean {
  const { activeElement } = document;
  return activeElement === null || activeElement === document.body;
}

/** All that stands in the fields, to be compared. */
function filledIn(place: HTMLElement): string {
  const fields = place.querySelectorAll<HTMLInputElement>('input, select, textarea');
  return JSON.stringify([...fields].map(({ value, checked }) => [value, checked]));
}
