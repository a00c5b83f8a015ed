/** The clock of a file of tests, which put it forward as they go. */
export interface Clock {
  /** In ms. */
  get: () => number;
  set: (now: number) => void;
}
