import {
  badgeSetting,
  languageSetting,
  noticesSetting,
  periodSetting,
  queueKeysSetting,
  recentLookUpsSetting,
  themeSetting,
} from '../lib/settings/settings.ts';
import type { Choice } from './surface.ts';

/** The user's stored choices, as surfaces take them. Only entry points and `mountPanel` import this. */
export const storedPeriod = choiceOf(periodSetting);
export const storedTheme = choiceOf(themeSetting);
export const storedQueueKeys = choiceOf(queueKeysSetting);
export const storedLanguage = choiceOf(languageSetting);
export const storedBadge = choiceOf(badgeSetting);
export const storedNotices = choiceOf(noticesSetting);
export const storedRecentLookUps = choiceOf(recentLookUpsSetting);

function choiceOf<T>(item: {
  getValue(): Promise<T>;
  setValue(value: T): Promise<void>;
  watch(listener: (value: T) => void): () => void;
  fallback: T;
}): Choice<T> {
  return {
    follow(listener, signal) {
      const end = item.watch((value) => listener(value));
      signal.addEventListener('abort', end);
      const first = (value: T) => {
        if (!signal.aborted) listener(value);
      };
      item.getValue().then(first, () => first(item.fallback));
    },
    write: (value) => item.setValue(value),
  };
}
