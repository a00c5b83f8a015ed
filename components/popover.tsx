import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { Button } from './button.tsx';

/**
 * A button that opens a small box beside it. Esc, a click elsewhere or leaving it by Tab closes it;
 * Esc gives the focus back to the button and goes no further.
 */
export function Popover({
  label,
  icon,
  side,
  align = 'end',
  children,
}: {
  /** What the button is called. */
  label: string;
  icon: ReactNode;
  side: 'above' | 'below';
  align?: 'start' | 'end';
  children: (close: () => void) => ReactNode;
}) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLSpanElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();

  useEffect(() => {
    if (!open) return;
    const end = new AbortController();
    const { signal } = end;
    const leave = (event: Event) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(false);
    };
    document.addEventListener('pointerdown', leave, { signal });
    document.addEventListener('focusin', leave, { signal });
    document.addEventListener(
      'keydown',
      (event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        setOpen(false);
        button.current?.focus();
      },
      { signal, capture: true },
    );
    return () => end.abort();
  }, [open]);

  return (
    <span className="popover-root" ref={root}>
      <Button
        ref={button}
        look="icon"
        aria-label={label}
        title={label}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      >
        {icon}
      </Button>
      {open ? (
        <div id={id} className={`popover popover-${side} popover-${align}`}>
          {children(() => setOpen(false))}
        </div>
      ) : null}
    </span>
  );
}
