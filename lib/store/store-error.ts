/** Why the store cannot be used as it should; stable codes. */
export type StoreErrorCode =
  /** The disk or the browser's allowance is full. */
  | 'storage_full'
  /** The browser gives this extension no storage. */
  | 'storage_denied'
  /** A newer release of Fivefaces wrote it: it is read, not written. */
  | 'store_newer'
  /** Another page of ours still has the older layout open. */
  | 'store_blocked'
  /** Anything else that IndexedDB reports. */
  | 'storage_failed';

const WORDS: Record<StoreErrorCode, { message: string; remedy: string }> = {
  storage_full: {
    message: 'There is no room left to store anything on this computer.',
    remedy:
      'Free some disk space, or keep fewer conversations in Options. It is tried again by itself.',
  },
  storage_denied: {
    message: 'The browser does not let Fivefaces store anything.',
    remedy:
      'Ratings are shown, and forgotten when the browser closes. Allow site data for extensions to keep them.',
  },
  store_newer: {
    message: 'A newer version of Fivefaces was used here before.',
    remedy: 'Update the extension. Until then nothing new comes in.',
  },
  store_blocked: {
    message: 'An older page of Fivefaces is still open and holds the data.',
    remedy: 'Close the other tabs with the panel, or restart the browser.',
  },
  storage_failed: {
    message: 'The browser could not read or write its storage.',
    remedy: 'Restart the browser. It is tried again by itself.',
  },
};

/** A failure of the store, with words that say what to do. */
export class StoreError extends Error {
  readonly code: StoreErrorCode;
  readonly remedy: string;

  constructor(code: StoreErrorCode, cause?: unknown) {
    super(WORDS[code].message, { cause });
    this.name = 'StoreError';
    this.code = code;
    this.remedy = WORDS[code].remedy;
  }
}

/** What IndexedDB's (or Dexie's) error means to us. */
export function asStoreError(error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  const names = namesOf(error);
  if (names.some((name) => /Quota/.test(name))) return new StoreError('storage_full', error);
  if (names.includes('VersionError')) return new StoreError('store_newer', error);
  if (names.some((name) => /^(InvalidStateError|SecurityError|MissingAPIError)$/.test(name))) {
    return new StoreError('storage_denied', error);
  }
  return new StoreError('storage_failed', error);
}

/** The error's name with those inside it: Dexie wraps, and a full disk may come as an `AbortError`. */
function namesOf(error: unknown): string[] {
  const names: string[] = [];
  for (let one: unknown = error; one instanceof Error || one instanceof DOMException; ) {
    names.push(one.name);
    const { inner, cause } = one as { inner?: unknown; cause?: unknown };
    one = inner ?? cause;
  }
  return names;
}
