import { z } from 'zod';

/**
 * Why the directory itself did not answer a search; each has words of its own, with and without the station's copy of the
 * directory. `slow`: its answer was not waited for, because the copy could answer.
 */
export const searchProblems = [
  'offline',
  'slow',
  'throttled',
  'service-trouble',
  'sign-in-needed',
  'refused',
  'not-understood',
  'wrong-address',
] as const;
export const searchProblemSchema = z.enum(searchProblems);
export type SearchProblem = (typeof searchProblems)[number];
