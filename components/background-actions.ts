import {
  lookThrough,
  resolveReview,
  saveKnownProblem,
  saveReview,
  saveTopicStatus,
  syncNow,
} from '../lib/messages/page-client.ts';
import type { SurfaceActions } from './surface.ts';

/** The surfaces' actions on the real background. Only `mountSurface` and `mountPanel` import this. */
export const backgroundActions: SurfaceActions = {
  tryNow: syncNow,
  lookThrough,
  saveReview,
  saveTopicStatus,
  saveKnownProblem,
  resolveReview,
};
