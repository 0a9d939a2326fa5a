import { isDemoTarget } from '../demo/sample-groups.ts';
import type { Log } from '../ports.ts';
import type { UploadQueue, UploadQueueParts } from '../queue/upload-queue.ts';
import { keepCompanyMark } from '../settings/company-mark.ts';
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

/** From the first time on that the data holds a company's people a start without its settings is refused. */
export function keepWhose(parts: {
  readonly loaded: LoadedSettings;
  readonly dataFolder: string;
  readonly log: Pick<Log, 'warn'>;
}): void {
  if (isAtDemo(parts.loaded)) return;
  try {
    keepCompanyMark(parts.dataFolder, 'company');
  } catch (cause) {
    // The next start tries again; a full disk is the queue's to tell.
    parts.log.warn('company-mark.not-written', { cause });
  }
}
