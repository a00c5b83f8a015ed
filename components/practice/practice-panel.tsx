import { type CSSProperties, useEffect, useRef, useState } from 'react';
import type { PanelLayout } from '../../lib/messages/panel-host.ts';
import { PanelApp } from '../panel/panel-app.tsx';
import { createPanelTab } from '../panel-tab/panel-tab.ts';
import { useSurface } from '../surface.ts';
import { createPracticeHost } from './practice-host.ts';
import type { PracticePorts } from './practice-ports.ts';

/** The real panel beside the practice inbox, and its tab where it was closed. */
export function PracticePanel({ open, ports }: { open: string; ports: PracticePorts }) {
  const { reader } = useSurface();
  const [host] = useState(() => createPracticeHost(reader, ports, open));
  const [layout, setLayout] = useState<PanelLayout | null>(null);
  useEffect(() => host.open(open), [host, open]);
  useEffect(() => {
    const end = new AbortController();
    host.followLayout(setLayout, end.signal);
    return () => end.abort();
  }, [host]);
  if (!layout) return null;
  return layout.expanded ? (
    <div
      className="practice-panel"
      style={{ '--panel-width': `${layout.width}px` } as CSSProperties}
    >
      <PanelApp host={host} />
    </div>
  ) : (
    <PracticeTab host={host} />
  );
}

function PracticeTab({ host }: { host: ReturnType<typeof createPracticeHost> }) {
  const tab = useRef<HTMLElement>(null);
  useEffect(() => {
    const end = new AbortController();
    if (tab.current) {
      createPanelTab(tab.current, host, end.signal);
      tab.current.querySelector('button')?.focus();
    }
    return () => end.abort();
  }, [host]);
  return <main className="practice-tab" ref={tab} />;
}
