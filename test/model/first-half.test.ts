import { convergesInHalf } from './convergence.ts';

convergesInHalf(1, 'worker killed at any point of a sync, again and again');
