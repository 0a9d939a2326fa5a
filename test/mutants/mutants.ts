import { boundaryMutants } from './boundary-mutants.ts';
import { bulkMutants } from './bulk-mutants.ts';
import { coreMutants } from './core-mutants.ts';
import { directoryMutants } from './directory-mutants.ts';
import { diskMutants } from './disk-mutants.ts';
import { judgementMutants } from './judgement-mutants.ts';
import type { Mutant } from './mutant.ts';
import { networkMutants } from './network-mutants.ts';
import { queueMutants } from './queue-mutants.ts';
import { rosterMutants } from './roster-mutants.ts';
import { stationMutants } from './station-mutants.ts';
import { wireMutants } from './wire-mutants.ts';

/** Every fault that a test must notice. One that got through, anywhere, is added here together with its test. */
export const mutants: readonly Mutant[] = [
  ...coreMutants,
  ...boundaryMutants,
  ...wireMutants,
  ...diskMutants,
  ...queueMutants,
  ...judgementMutants,
  ...networkMutants,
  ...stationMutants,
  ...rosterMutants,
  ...directoryMutants,
  ...bulkMutants,
];
