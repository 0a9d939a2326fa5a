import { isDemoTarget } from '../demo/sample-groups.ts';
import type { UploadQueue, UploadQueueParts } from '../queue/upload-queue.ts';
import type { SettingsHome } from '../settings/settings-document.ts';
import type { LoadedSettings } from '../settings/settings-file.ts';

/**
 * Before a station works for a company: invented people, groups and contacts are nobody's to photograph there, and what is on its
 * way to them ends here. False when the disk does not take that.
 */
export function withdrawDemoPhotos(queue: Pick<UploadQueue, 'withdrawUnsent'>): Promise<boolean> {
  return queue.withdrawUnsent(({ target }) => isDemoTarget(target));
}

/** Whether the station runs on the demo company, by name or as a rehearsal: nobody takes that for the company, either. */
export function isAtDemo({
  settings,
  isRehearsal,
}: Pick<LoadedSettings, 'settings'> & { readonly isRehearsal?: boolean | undefined }): boolean {
  return settings.tenant === 'demo' || isRehearsal === true;
}

/** Whether the demo company is shown, by name or as a rehearsal, at a station that works for a company. */
export function isCompanyAtDemo(loaded: LoadedSettings, { companyMark }: Pick<SettingsHome, 'companyMark'>): boolean {
  return isAtDemo(loaded) && companyMark() !== 'none';
}

/**
 * What waits from the time when a station worked for a company stays as it is while the demo company is shown there, until it is
 * connected again: the demo would answer that it knows nobody of them, and that would be the end of their photos.
 */
export function heldFromDemo(
  loaded: LoadedSettings,
  home: Pick<SettingsHome, 'companyMark'>,
): Pick<UploadQueueParts, 'holdsBack'> {
  if (!isCompanyAtDemo(loaded, home)) return {};
  return { holdsBack: (target) => target !== 'me' && !isDemoTarget(target) };
}
