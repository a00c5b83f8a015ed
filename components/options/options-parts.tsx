import { t } from '@lingui/core/macro';
import { type ReactNode, useEffect, useState } from 'react';

/** A part of Options: what it is called in the list beside, and what stands there. */
export interface OptionsPart {
  /** In the address, after `#`. */
  id: string;
  name: string;
  content: ReactNode;
}

/** The parts below each other, and beside them the list that leads to each. */
export function OptionsParts({ parts }: { parts: readonly OptionsPart[] }) {
  const current = useCurrentPart(parts.map(({ id }) => id).join(' '));
  return (
    <div className="options">
      <nav className="options-nav" aria-label={t`On this page`}>
        <ul>
          {parts.map(({ id, name }) => (
            <li key={id}>
              <a href={`#${id}`} aria-current={id === current ? 'true' : undefined}>
                {name}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div className="options-parts">
        {parts.map(({ id, content }) => (
          <div key={id} id={id} className="options-part" data-options-part>
            {content}
          </div>
        ))}
      </div>
    </div>
  );
}

/** The part that is read: the first one in the upper half of the window. */
function useCurrentPart(ids: string): string | null {
  const [current, setCurrent] = useState<string | null>(null);
  useEffect(() => {
    const seen = new Set<string>();
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          if (isIntersecting) seen.add(target.id);
          else seen.delete(target.id);
        }
        setCurrent(ids.split(' ').find((id) => seen.has(id)) ?? null);
      },
      { rootMargin: '-10% 0px -50% 0px' },
    );
    for (const part of document.querySelectorAll('[data-options-part]')) observer.observe(part);
    return () => observer.disconnect();
  }, [ids]);
  return current;
}
