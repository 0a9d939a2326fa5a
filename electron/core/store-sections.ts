import { importSection } from '../bulk/import-section.ts';
import { surveySection } from '../bulk/survey-section.ts';
import { directorySection } from '../directory/people-section.ts';
import { hotFolderSection } from '../hot-folder/hot-folder-section.ts';
import { formerSection } from '../queue/former-section.ts';
import { queueSection } from '../queue/queue-section.ts';
import { rosterSection } from '../roster/roster-section.ts';
import { shareSection } from '../roster/share-section.ts';
import type { StoreSection } from '../storage/store-section.ts';

/**
 * The tables of every room that keeps some. Whoever opens the station's store, the command line included, passes them all:
 * a file with a section that is not among them is taken for a newer program's.
 */
export const storeSections: readonly StoreSection[] = [
  queueSection,
  rosterSection,
  directorySection,
  importSection,
  shareSection,
  formerSection,
  hotFolderSection,
  surveySection,
];
