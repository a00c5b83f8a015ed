import { SourceError } from '../sources/errors.ts';
import { asStoreError } from '../store/store-error.ts';

/** Failures of the store that trying again does not mend. */
const LASTING = ['store_newer', 'storage_denied'];

/** Whatever went wrong, as the one kind of error that leads to words and a remedy. */
export function asSourceError(error: unknown): SourceError {
  if (error instanceof SourceError) return error;
  // Whatever else fails here is IndexedDB: quota, a closed or blocked database, a broken disk.
  const { code, message, remedy } = asStoreError(error);
  const transient = !LASTING.includes(code);
  return new SourceError('storage', { code, message, remedy, transient, cause: error });
}
