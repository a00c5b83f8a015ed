import { element } from '../shared/element.ts';
import { type Filters, isFiltered, noFilters } from './place.ts';

/** What the pane offers for choice. */
export interface FilterChoices {
  topics: readonly { id: string; title: string }[];
  channels: readonly string[];
}

const VIEWS: readonly [Filters['state'], string][] = [
  ['', 'All'],
  ['open', 'Open'],
  ['handed_over', 'Handed over'],
  ['ended', 'Ended'],
];
const WHO: readonly [Filters['visibility'], string][] = [
  ['', 'Everyone'],
  ['external', 'Customers'],
  ['internal', 'Team tests'],
];

function choice(
  label: string,
  options: readonly (readonly [string, string])[],
  value: string,
  take: (value: string) => void,
): HTMLElement {
  const select = element(
    'select',
    { class: 'field', onchange: () => take(select.value) },
    ...options.map(([key, text]) =>
      element('option', { value: key, selected: key === value }, text),
    ),
  );
  return element('label', {}, element('span', {}, label), select);
}

/** Draws the filters anew inside `pane`; `change` gets what was chosen. */
export function drawFilters(
  pane: HTMLElement,
  filters: Filters,
  choices: FilterChoices,
  change: (filters: Filters) => void,
): void {
  const focused = pane.contains(document.activeElement)
    ? [...pane.querySelectorAll('button, select')].indexOf(document.activeElement as Element)
    : -1;
  const channels = new Set([...choices.channels, ...(filters.channel ? [filters.channel] : [])]);
  const topics = choices.topics.map(({ id, title }) => [id, title] as const);
  if (filters.topic && !choices.topics.some(({ id }) => id === filters.topic)) {
    topics.push([filters.topic, filters.topic]);
  }
  pane.replaceChildren(
    element(
      'div',
      { class: 'views', role: 'group', 'aria-label': 'Which conversations' },
      ...VIEWS.map(([state, text]) =>
        element(
          'button',
          {
            type: 'button',
            class: 'view',
            'aria-pressed': String(filters.state === state),
            onclick: () => change({ ...filters, state }),
          },
          text,
        ),
      ),
    ),
    element(
      'div',
      { class: 'choices' },
      choice('Topic', [['', 'All topics'], ...topics], filters.topic, (topic) =>
        change({ ...filters, topic }),
      ),
      choice(
        'Channel',
        [['', 'All channels'], ...[...channels].map((name) => [name, name] as const)],
        filters.channel,
        (channel) => change({ ...filters, channel }),
      ),
      choice('Who', WHO, filters.visibility, (value) =>
        change({
          ...filters,
          visibility: value === 'external' || value === 'internal' ? value : '',
        }),
      ),
    ),
    element(
      'button',
      {
        type: 'button',
        class: 'button quiet clear',
        hidden: !isFiltered(filters),
        onclick: () => change(noFilters()),
      },
      'Clear filters',
    ),
    element(
      'p',
      { class: 'keys' },
      element('kbd', {}, 'j'),
      ' ',
      element('kbd', {}, 'k'),
      ' next, previous · ',
      element('kbd', {}, '/'),
      ' search',
    ),
  );
  if (focused >= 0) {
    const next = pane.querySelectorAll('button, select')[focused];
    if (next instanceof HTMLElement) next.focus();
  }
}
