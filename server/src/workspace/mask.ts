/** The same masking as in the extension, which takes comments in itself in solo. */
export { maskPersonal } from '../../../lib/csat/mask-personal.ts';
