import { createContext, useContext } from 'react';
import type { PeriodChoice } from '../lib/csat/period.ts';
import type { StoreReader } from '../lib/store/views.ts';

/** How a surface is coloured: as the system says, or one of the two. */
export type Theme = 'system' | 'light' | 'dark';

/** One stored choice of the user. */
export interface Choice<T> {
  /** Calls at once and after each change, until the signal aborts. */
  follow(listener: (value: T) => void, signal: AbortSignal): void;
  write(value: T): Promise<void>;
}

/** What every surface needs from outside. Entry points provide it; tests give plain data. */
export interface Surface {
  reader: StoreReader;
  /** This computer's clock, epoch milliseconds. */
  now(): number;
  period: Choice<PeriodChoice>;
  theme: Choice<Theme>;
  /** Where a conversation is shown in its inbox; `null` where there is no way to it. */
  addressOf(source: string, conversation: string, server: string): string | null;
}

const SurfaceContext = createContext<Surface | null>(null);

export const SurfaceProvider = SurfaceContext.Provider;

/** The surface's dependencies. Throws outside a `SurfaceProvider`: that is a mistake in the code. */
export function useSurface(): Surface {
  const surface = useContext(SurfaceContext);
  if (!surface) throw new Error('A component was rendered outside its SurfaceProvider');
  return surface;
}
