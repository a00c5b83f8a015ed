import { MARK_PATHS } from './mark-paths.ts';

const PATHS = {
  more: 'M3 8a.5.5 0 1 1 1 0 .5.5 0 1 1-1 0ZM7.5 8a.5.5 0 1 1 1 0 .5.5 0 1 1-1 0ZM12 8a.5.5 0 1 1 1 0 .5.5 0 1 1-1 0Z',
  collapse: 'm4 4 4 4-4 4M9 4l4 4-4 4',
  info: 'M8 7.2v3.6M8 5.1h.01M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0Z',
  chevron: 'm4 6 4 4 4-4',
  external:
    'M6 3.5H4A1.5 1.5 0 0 0 2.5 5v7A1.5 1.5 0 0 0 4 13.5h7a1.5 1.5 0 0 0 1.5-1.5v-2M9 2.5h4.5V7M13 3 7.5 8.5',
  offline:
    'm2.5 2.5 11 11M4.6 10.4a3 3 0 0 1-.4-5.9M6.5 3.2A4 4 0 0 1 11.9 6a2.8 2.8 0 0 1 1.5 4.8M10.5 11.5H5.6',
  search: 'M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9ZM10.3 10.3l3.2 3.2',
  clock: 'M8 4.5V8l2.2 1.4M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0Z',
  pencil:
    'm3 13 .6-2.9 7.2-7.2a1.3 1.3 0 0 1 1.9 0l.4.4a1.3 1.3 0 0 1 0 1.9l-7.2 7.2L3 13ZM9.6 4.1l2.3 2.3',
  check: MARK_PATHS.positive,
  level: MARK_PATHS.neutral,
  cross: MARK_PATHS.negative,
  lock: 'M5 7V5a3 3 0 0 1 6 0v2M4.2 7h7.6c.7 0 1.2.5 1.2 1.2v4.1c0 .7-.5 1.2-1.2 1.2H4.2c-.7 0-1.2-.5-1.2-1.2V8.2C3 7.5 3.5 7 4.2 7Z',
  warning:
    'M8 6.2v2.9M8 11.4h.01M7.1 2.9 1.9 11.8a1 1 0 0 0 .9 1.6h10.4a1 1 0 0 0 .9-1.6L8.9 2.9a1 1 0 0 0-1.8 0Z',
} as const;

/** A drawn sign of 16 by 16. It never stands for words: those are beside it or in the label. */
export function Icon({ name }: { name: keyof typeof PATHS }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
