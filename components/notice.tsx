import type { ReactNode } from 'react';

/** A short message in the flow: something to know, to mind, or that went wrong, with what to do. */
export function Notice({
  tone = 'plain',
  title,
  children,
}: {
  tone?: 'plain' | 'warning' | 'error' | 'success';
  title?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div
      className={`notice notice-${tone}`}
      role={tone === 'error' ? 'alert' : tone === 'success' ? 'status' : undefined}
    >
      {title ? <p className="notice-title">{title}</p> : null}
      {children ? <div className="notice-text">{children}</div> : null}
    </div>
  );
}
