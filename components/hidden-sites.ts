import { panelStates } from '../lib/settings/settings.ts';

/** The sites on which the panel is hidden, as origins in alphabetical order. */
export interface HiddenSites {
  /** Calls at once and after each change, until the signal aborts. */
  follow(listener: (origins: string[]) => void, signal: AbortSignal): void;
  showAgain(origin: string): Promise<void>;
}

type States = Awaited<ReturnType<typeof panelStates.getValue>>;

/** The hidden sites as they are stored. Only entry points import this value. */
export const storedHiddenSites: HiddenSites = {
  follow(listener, signal) {
    const show = (states: States) => {
      if (!signal.aborted) listener(hiddenIn(states));
    };
    const end = panelStates.watch((states) => show(states));
    signal.addEventListener('abort', end);
    panelStates.getValue().then(show, () => show({}));
  },
  async showAgain(origin) {
    const states = await panelStates.getValue();
    const state = states[origin];
    if (state) await panelStates.setValue({ ...states, [origin]: { ...state, hidden: false } });
  },
};

function hiddenIn(states: States): string[] {
  return Object.entries(states)
    .filter(([, state]) => state.hidden)
    .map(([origin]) => origin)
    .sort();
}
