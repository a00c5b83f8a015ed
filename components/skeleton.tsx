import { t } from '@lingui/core/macro';
/** Grey lines in the place of what is still being read. Shown only if reading takes a moment. */
export function Skeleton({ lines, label = t`Loading` }: { lines: number; label?: string }) {
  return (
    <div className="skeleton" role="status" aria-label={label}>
      {Array.from({ length: lines }, (_, index) => index).map((line) => (
        <span key={line} className="skeleton-line" />
      ))}
    </div>
  );
}
