import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createFilePicking, type FilePicking } from '../../../electron/picking/file-picking.ts';
import { listFolder } from '../../../electron/picking/folder-list.ts';
import { type MachineDrives, machineDrives } from '../../../electron/picking/machine-drives.ts';
import type { FileChooser } from '../../../electron/ports.ts';
import type { AskedFiles } from '../../../shared/file-picking-contract.ts';
import { createFakeClock, type FakeClock } from '../../fake-clock.ts';

/** What differs from a machine without drives at which staff choose. */
interface MachineParts {
  readonly isOperator?: boolean;
  readonly pictures?: string;
  readonly drives?: readonly string[];
  readonly removable?: readonly string[];
  readonly removableAmong?: MachineDrives['removableAmong'];
  readonly hotFolder?: string;
  readonly realOf?: (named: string) => Promise<string>;
  readonly listOf?: typeof listFolder;
}

/** Choosing files as whoever is at the screen. */
interface Picking {
  look(where?: string): ReturnType<FilePicking['look']>;
  choose(paths: readonly string[]): ReturnType<FilePicking['choose']>;
  leave: FilePicking['leave'];
}

/** A machine with a few files in a person's folders, and a page that asks for some of them. */
export interface PickingMachine {
  readonly clock: FakeClock;
  /** What the page asks for; absent: nothing. */
  asked: AskedFiles | undefined;
  /** How often the machine was asked for its drives. */
  drivesAsked: number;
  readonly given: (readonly string[])[];
  at(...names: readonly string[]): string;
  picking(parts?: MachineParts): Picking;
  remove(): void;
}

function writeFiles(at: PickingMachine['at']): void {
  for (const name of ['Downloads/lists', 'Downloads/.keys', 'Downloads/station', 'Pictures', 'private']) {
    mkdirSync(at(name), { recursive: true });
  }
  const files = [
    'Downloads/b10.csv',
    'Downloads/b9.csv',
    'Downloads/face.jpg',
    'Downloads/.hidden.csv',
    'Downloads/lists/day.csv',
  ];
  const others = ['Downloads/.keys/k.csv', 'Downloads/station/kiosk.csv', 'Pictures/face.png', 'private/secret.csv'];
  for (const name of [...files, ...others]) writeFileSync(at(name), 'name\n');
}

function chooserAt(machine: PickingMachine, pictures: string): FileChooser {
  const { at } = machine;
  return {
    asked: () => machine.asked,
    async give(paths) {
      machine.given.push(paths);
      machine.asked = undefined;
      return true;
    },
    leave: () => (machine.asked = undefined),
    folders: () => ({
      home: at(),
      downloads: at('Downloads'),
      desktop: at('Desktop'),
      documents: at('Documents'),
      pictures: at(pictures),
    }),
  };
}

export function openPickingMachine(): PickingMachine {
  const folder = mkdtempSync(path.join(tmpdir(), 'kiosk-picking-'));
  const machine: PickingMachine = {
    clock: createFakeClock(),
    asked: { choice: 'file', accept: '.csv' },
    drivesAsked: 0,
    given: [],
    at: (...names) => path.join(folder, ...names),
    picking(parts = {}) {
      const { isOperator = true, pictures = 'Pictures', drives = [], removable, hotFolder } = parts;
      const { realOf = realpath, listOf = listFolder } = parts;
      const filePicking = createFilePicking({
        ...{ hotFolder, realOf, listOf, clock: machine.clock, platform: process.platform },
        dataFolder: machine.at('Downloads/station'),
        fileChooser: chooserAt(machine, pictures),
        drives: {
          async all() {
            machine.drivesAsked += 1;
            return drives;
          },
          removableAmong:
            parts.removableAmong ?? (async (some) => removable ?? machineDrives(process.platform).removableAmong(some)),
        },
      });
      return {
        look: (where) => filePicking.look(isOperator, where),
        choose: (paths) => filePicking.choose(isOperator, paths),
        leave: filePicking.leave,
      };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
  writeFiles(machine.at);
  return machine;
}
