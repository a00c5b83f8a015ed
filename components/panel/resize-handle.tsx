import { t } from '@lingui/core/macro';
import { type PointerEvent, useEffect, useRef } from 'react';
import type { PanelHost, PanelLayout } from '../../lib/messages/panel-host.ts';
import { PANEL_WIDTH, panelWidth } from '../../lib/settings/panel-state.ts';

/** One press of an arrow key, in CSS pixels. */
const STEP = 20;

/**
 * The panel's inner edge: drawn with the pointer, moved with the arrow keys, Home and End, and put
 * back to the usual width by a double click.
 */
export function ResizeHandle({ host, layout }: { host: PanelHost; layout: PanelLayout }) {
  const { width, edge } = layout;
  const drag = useRef<{ grabbed: number; wanted: number } | null>(null);
  /** The panel as it is drawn now, which lags behind what was asked for. */
  const drawn = (event: PointerEvent<HTMLElement>) =>
    (event.currentTarget.parentElement ?? event.currentTarget).getBoundingClientRect();
  const pointed = (event: PointerEvent<HTMLElement>) => {
    const { left, right } = drawn(event);
    return edge === 'right' ? right - event.clientX : event.clientX - left;
  };

  const end = () => {
    if (!drag.current) return;
    host.resize(drag.current.wanted, true);
    drag.current = null;
  };
  // The page answers with the new width a moment later: keys pressed meanwhile go on from there.
  const asked = useRef<number | null>(null);
  useEffect(() => {
    if (asked.current === width) asked.current = null;
  }, [width]);
  const keys: Record<string, number> = {
    [edge === 'right' ? 'ArrowLeft' : 'ArrowRight']: STEP,
    [edge === 'right' ? 'ArrowRight' : 'ArrowLeft']: -STEP,
    Home: -PANEL_WIDTH.most,
    End: PANEL_WIDTH.most,
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: <hr> is a line between texts, this is a window splitter
    <div
      role="separator"
      className={`resize-handle resize-handle-${edge}`}
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={t`Width of the panel`}
      aria-valuemin={PANEL_WIDTH.least}
      aria-valuemax={PANEL_WIDTH.most}
      aria-valuenow={width}
      aria-valuetext={t({ message: `${width} pixels`, comment: 'the width of the panel' })}
      onKeyDown={(event) => {
        const by = keys[event.key];
        if (by === undefined) return;
        event.preventDefault();
        asked.current = panelWidth((asked.current ?? width) + by);
        host.resize(asked.current, true);
      }}
      onDoubleClick={() => host.resize(PANEL_WIDTH.usual, true)}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.preventDefault();
        event.currentTarget.focus();
        event.currentTarget.setPointerCapture(event.pointerId);
        drag.current = { grabbed: width - pointed(event), wanted: width };
      }}
      onPointerMove={(event) => {
        // The frame takes a moment to get its width; what is pointed at before is of the old one.
        if (!drag.current || Math.abs(drawn(event).width - drag.current.wanted) > 1) return;
        const wanted = panelWidth(pointed(event) + drag.current.grabbed);
        if (wanted === drag.current.wanted) return;
        drag.current.wanted = wanted;
        host.resize(wanted, false);
      }}
      onPointerUp={end}
      onLostPointerCapture={end}
    />
  );
}
