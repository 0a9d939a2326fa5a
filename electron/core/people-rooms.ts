import type { DirectoryNotice } from '../../shared/directory-notice.ts';
import type { Person } from '../../shared/person.ts';
import type { SignInState } from '../../shared/sign-in-state.ts';
import { readsWholeProfiles } from '../../shared/whole-profiles.ts';
import { readBadge } from '../directory/badge.ts';
import { createDirectory } from '../directory/directory.ts';
import { createDirectoryNews } from '../directory/directory-news.ts';
import { createDirectoryRefresh } from '../directory/directory-refresh.ts';
import { createFoundPeople } from '../directory/found-people.ts';
import { createPersonPhotos } from '../directory/person-photos.ts';
import type { Clock, Log } from '../ports.ts';
import type { Settings } from '../settings/settings-schema.ts';
import type { Store } from '../storage/store.ts';
import { createJobAddress } from './job-address.ts';
import { createPhotoUser } from './photo-user.ts';
import type { TenantAccess } from './tenant-access.ts';

interface PeopleRoomsParts {
  readonly settings: Settings;
  readonly access: TenantAccess;
  readonly store: Store;
  readonly clock: Clock;
  readonly randomId: () => string;
  readonly log: Log;
  readonly onNotice: (notice: DirectoryNotice) => void;
}

/** Whom the station can look for, whom it has shown, and the photos that they have now. */
export function openPeople({ settings, access, store, clock, randomId, log, onNotice }: PeopleRoomsParts) {
  const isLookedUp = settings.signIn.mode !== 'self-service';
  const directory = createDirectory({
    // Where nobody is looked for no copy is kept either, nor that of a time when somebody was.
    settings: isLookedUp ? settings.directory : { ...settings.directory, offlineLimit: 0 },
    tenant: access.tenant.tenantId.toLowerCase(),
    getJson: access.getJson,
    rows: store,
    documents: store.documents,
    canReadAll: () => readsWhole(access.signIn.state()),
    clock,
    log,
  });
  const directoryNews = createDirectoryNews(onNotice);
  const directoryRefresh = createDirectoryRefresh({
    directory,
    clock,
    isWanted: isLookedUp,
    onEnd: directoryNews.readingEnded,
  });
  const found = createFoundPeople(clock, randomId);
  const knownPerson = (id: string): Person | undefined => found.person(id) ?? directory.person(id);
  const photoUser = createPhotoUser(access.tenant.api, knownPerson);
  const photos = createPersonPhotos(
    (user, edgePx, options) => access.photoApi.readForDisplay({ kind: 'user', user }, edgePx, options),
    clock,
  );
  return {
    ...{ directory, directoryNews, directoryRefresh, found, knownPerson, photoUser, photos },
    readBadge: (text: string) => readBadge(text, settings.station),
    withAddress: createJobAddress((id) => directory.person(id)),
    async personPhoto(personId: string, edgePx: number) {
      const user = photoUser(personId);
      return user === undefined ? undefined : photos.read(user, edgePx);
    },
  };
}

/** Whether the token sees whole profiles of people; `undefined` while there is none, or it cannot say. */
function readsWhole(signIn: SignInState): boolean | undefined {
  return signIn.kind === 'signed-in' && signIn.permissions.length > 0
    ? readsWholeProfiles(signIn.permissions)
    : undefined;
}
