import { convergesInHalf } from './convergence.ts';

// Both halves meet all faults; each is named after one row of docs/reliability.md.
convergesInHalf(
  2,
  'page repeated, reordered, cut; server error, timeout, 429, 5xx, garbage JSON, wrong schema, huge body',
);
