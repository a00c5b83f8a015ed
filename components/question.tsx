import { type ReactNode, useEffect, useRef } from 'react';
import { Button } from './button.tsx';
import { Notice } from './notice.tsx';

/** Asks once before something that can't be taken back. The safe answer has the focus. */
export function Question({
  title,
  children,
  yes,
  running,
  no,
  busy,
  onYes,
  onNo,
}: {
  title: string;
  /** What follows from it. */
  children: ReactNode;
  yes: string;
  /** What stands on the button while it runs. */
  running: string;
  no: string;
  busy: boolean;
  onYes: () => void;
  onNo: () => void;
}) {
  const safe = useRef<HTMLButtonElement>(null);
  useEffect(() => safe.current?.focus(), []);
  return (
    <Notice tone="warning" title={title}>
      {children}
      <div className="actions">
        <Button look="danger" busy={busy} onClick={onYes}>
          {busy ? running : yes}
        </Button>
        <Button ref={safe} onClick={onNo}>
          {no}
        </Button>
      </div>
    </Notice>
  );
}
