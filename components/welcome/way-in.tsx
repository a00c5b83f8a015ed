import { type ReactNode, useEffect, useId, useRef } from 'react';
import { Icon } from '../icon.tsx';

/** One way in: what it is, what it needs and how long it takes, and the way itself. */
export function WayIn({
  way,
  title,
  needs,
  takes,
  wanted,
  children,
}: {
  way: 'invite' | 'connect' | 'file' | 'sample';
  title: string;
  needs: string;
  takes: string;
  /** A link named it: it comes into sight and has the focus. */
  wanted: boolean;
  children: ReactNode;
}) {
  const id = useId();
  const card = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!wanted) return;
    card.current?.scrollIntoView({ block: 'center' });
    card.current
      ?.querySelector<HTMLElement>('button:not([tabindex="-1"]), input:not([tabindex="-1"])')
      ?.focus({ preventScroll: true });
  }, [wanted]);
  return (
    <section className="card way-in" data-way={way} aria-labelledby={id} ref={card}>
      <h2 id={id}>{title}</h2>
      <p className="quiet">{needs}</p>
      <p className="quiet way-takes">
        <Icon name="clock" />
        {takes}
      </p>
      <div className="way-body">{children}</div>
    </section>
  );
}
