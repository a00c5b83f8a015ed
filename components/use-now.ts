import { useEffect, useReducer } from 'react';
import { useSurface } from './surface.ts';

const TICK = 5_000;

/** Now on this computer's clock; the component is drawn again every five seconds. */
export function useNow(): number {
  const { now } = useSurface();
  const [, redraw] = useReducer((ticks: number) => ticks + 1, 0);
  useEffect(() => {
    const timer = setInterval(redraw, TICK);
    return () => clearInterval(timer);
  }, []);
  return now();
}
