import { availableParallelism } from 'node:os';

/** So many processes work side by side: more would take memory and each other's turn, one alone leaves a processor idle. */
export const processCount = Math.min(2, availableParallelism());
