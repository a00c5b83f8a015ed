/** What Insights needs from outside, beside the surface's own dependencies. */
export interface InsightsPorts {
  openPage(page: 'options' | 'welcome'): void;
}
