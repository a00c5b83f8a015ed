import type { ComponentProps } from 'react';

/** A native button in one of the product's looks; `busy` says that its action runs. */
export function Button({
  look = 'plain',
  busy = false,
  className = '',
  ...rest
}: ComponentProps<'button'> & {
  look?: 'plain' | 'primary' | 'danger' | 'quiet' | 'icon';
  busy?: boolean;
}) {
  return (
    <button
      type="button"
      {...rest}
      className={`button button-${look} ${className}`.trim()}
      aria-busy={busy || undefined}
      aria-disabled={busy || rest['aria-disabled'] || undefined}
      onClick={busy ? (event) => event.preventDefault() : rest.onClick}
    />
  );
}
