import { convergesInHalf } from './convergence.ts';

convergesInHalf(1);
