import { Trans } from '@lingui/react/macro';

/**
 * In the place of the popup until the store's first answer: its parts in their final heights, so that
 * nothing jumps when they come.
 */
export function PopupSkeleton() {
  return (
    <div className="popup-skeleton" role="status" data-state="loading">
      <span className="spoken">
        <Trans>Loading</Trans>
      </span>
      {PARTS.map((part) => (
        <div key={part} className={`block popup-skeleton-${part}`} aria-hidden="true">
          <span className="skeleton-line" />
          <span className="skeleton-line" />
        </div>
      ))}
    </div>
  );
}

const PARTS = ['score', 'tab', 'look-up', 'review', 'asking'] as const;
