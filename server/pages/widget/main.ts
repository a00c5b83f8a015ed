import { RatingElement } from './rating-element.ts';

if (!customElements.get('fivefaces-rating')) {
  customElements.define('fivefaces-rating', RatingElement);
}
