import { captureLimitBytes, type EventValue } from '../../shared/contract.ts';
import { openFolder } from '../bulk/folder-source.ts';
import { createHotFolder, type HotCall, type HotFolder } from '../hot-folder/hot-folder.ts';
import { createHotLedger } from '../hot-folder/hot-ledger.ts';
import type { PhotoWorker } from '../photo/photo-worker.ts';
import type { Clock, Log } from '../ports.ts';
import type { Store } from '../storage/store.ts';

interface HotFolderRoomParts {
  /** Absent: there is none. */
  readonly folder: string | undefined;
  readonly store: Store;
  readonly photoWorker: Pick<PhotoWorker, 'decode'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly openCall: () => HotCall | undefined;
  readonly onChanged: (value: EventValue<'hotFolder.changed'>) => void;
}

/** Small enough to be quick, and all of the file is read for it. */
const lookedAtEdgePx = 64;

/** The hot folder of the settings, over the room that reads folders of pictures. */
export function openHotFolder({
  folder,
  store,
  photoWorker,
  onChanged,
  ...parts
}: HotFolderRoomParts): HotFolder | undefined {
  if (folder === undefined) return undefined;
  const source = openFolder(folder);
  const hotFolder: HotFolder = createHotFolder({
    ...parts,
    list: () => source.list(),
    read: (name) => source.read(name, captureLimitBytes),
    ledger: createHotLedger(store, folder, parts.clock),
    decode: (bytes) => photoWorker.decode(bytes, lookedAtEdgePx),
    onChanged(personKey) {
      const now = { state: hotFolder.state(), waiting: hotFolder.pictures().length };
      onChanged({ ...now, ...(personKey === undefined ? {} : { arrivedFor: personKey }) });
    },
  });
  return hotFolder;
}
