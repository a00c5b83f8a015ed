/** How the frame is shown. The content script decides it. */
export interface PanelLayout {
  /** The panel; else the slim tab. */
  expanded: boolean;
  /** Over the page, and closed with Esc; else beside it. */
  overlay: boolean;
  /** Beside the page also where the window is narrow. */
  pinned: boolean;
  /** CSS pixels. */
  width: number;
  /** The window's edge at which it stands: the end of the page's lines. */
  edge: 'left' | 'right';
  /** Origin of the page beside it. */
  site: string;
}
