import { isDemoTarget } from '../demo/sample-groups.ts';
import type { UploadQueue } from '../queue/upload-queue.ts';

/**
 * Before a station works for a company: invented people, groups and contacts are nobody's to photograph there, and what is on its
 * way to them ends here. False when the disk does not take that.
 */
export function withdrawDemoPhotos(queue: Pick<UploadQueue, 'withdrawUnsent'>): boolean {
  return queue.withdrawUnsent(({ target }) => isDemoTarget(target));
}
