import { t } from '@lingui/core/macro';
import type { Score } from '../lib/csat/scale.ts';

/** A face's name in words, for example `Unhappy`. A face is never shown without it to a screen reader. */
export function faceWords(score: Score): string {
  switch (score) {
    case 1:
      return t({ message: 'Very unhappy', context: 'face', comment: 'name of the face 😫' });
    case 2:
      return t({ message: 'Unhappy', context: 'face', comment: 'name of the face 😕' });
    case 3:
      return t({ message: 'Neutral', context: 'face', comment: 'name of the face 😐' });
    case 4:
      return t({ message: 'Happy', context: 'face', comment: 'name of the face 🙂' });
    case 5:
      return t({ message: 'Very happy', context: 'face', comment: 'name of the face 😁' });
  }
}
