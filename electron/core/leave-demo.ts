import { isDemoTarget } from '../demo/sample-groups.ts';
import type { UploadQueue, UploadQueueParts } from '../queue/upload-queue.ts';
import type { SettingsHome } from '../settings/settings-document.ts';
import type { LoadedSettings } from '../settings/settings-file.ts';

/**
 * Before a station works for a company: invented people, groups and contacts are nobody's to photograph there, and what is on its
 * way to them ends here. False when the disk does not take that.
 */
export function withdrawDemoPhotos(queue: Pick<UploadQueue, 'withdrawUnsent'>): boolean {
  return queue.withdrawUnsent(({ target }) => isDemoTarget(target));
}

/**
 * What waits from the time when a station worked for a company stays as it is while the demo company is shown there, until it is
 * connected again: the demo would answer that it knows nobody of them, and that would be the end of their photos.
 */
export function heldFromDemo(
  { settings, isRehearsal }: LoadedSettings,
  { companyMark }: Pick<SettingsHome, 'companyMark'>,
): Pick<UploadQueueParts, 'holdsBack'> {
  const isAtDemo = settings.tenant === 'demo' || isRehearsal === true;
  if (!isAtDemo || companyMark() === 'none') return {};
  return { holdsBack: (target) => target !== 'me' && !isDemoTarget(target) };
}
