import { t } from '@lingui/core/macro';
import { type ReactNode, useEffect, useRef } from 'react';

/** No page was shown yet: the browser itself decides where the focus is. */
let first = true;

/**
 * A page's heading, once on each page. It names the document, and takes the focus when somebody came
 * here by a link inside Insights.
 */
export function PageHeading({ title, children }: { title: string; children?: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = t`${title} · Fivefaces Insights`;
  }, [title]);
  useEffect(() => {
    if (!first) heading.current?.focus();
    first = false;
  }, []);
  return (
    <div className="insights-heading">
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children}
    </div>
  );
}
