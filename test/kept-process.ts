import type { ChildProcess } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { faceFiles } from '../build/face-files.ts';
import type { ChildLink } from '../electron/process/child-link.ts';
import { nodeCarriesViews, startNode } from '../electron/process/fork-node.ts';

/** A running process, lent or not. */
interface Kept {
  readonly child: ChildProcess;
  /** What it was asked and has not answered. */
  open: number;
  /** Whether a part of the next ask has gone out, and not yet the rest. */
  isMidway: boolean;
  /** Of whoever has it now. */
  onMessage: ((posted: unknown) => void)[];
  onExit: ((code: number) => void)[];
}

const root = path.resolve(import.meta.dirname, '..');

/** What crosses beside whole messages (`sliced-channel.ts`). */
const isPart = (posted: unknown, kind: 'slice' | 'taken') =>
  typeof posted === 'object' && posted !== null && kind in posted;
const isWhole = (posted: unknown) => !isPart(posted, 'slice') && !isPart(posted, 'taken');

const isGone = ({ child }: Kept) => child.exitCode !== null || child.signalCode !== null;

/** Only one that is lent keeps the process of the tests from ending. */
function hold({ child }: Kept, isLent: boolean): void {
  const act = isLent ? 'ref' : 'unref';
  child[act]();
  child.channel?.[act]();
}

/**
 * Lends processes of a kind to one owner after another, each to one at a time: to start one takes longer than the little that
 * most tests ask of it. One that its owner ends while it works is killed, as it would be; one that ended is not lent again. They
 * end with the process of the tests.
 */
function keepProcesses(script: string, args: () => readonly string[] = () => []): () => ChildLink {
  const idle: Kept[] = [];

  function start(): Kept {
    const child = startNode(path.join(root, script), args());
    const kept: Kept = { child, open: 0, isMidway: false, onMessage: [], onExit: [] };
    child.on('message', (posted: unknown) => {
      if (isWhole(posted)) kept.open -= 1;
      for (const listener of kept.onMessage) listener(posted);
    });
    const tell = (code: number) => {
      for (const listener of kept.onExit) listener(code);
    };
    child.once('exit', (code) => tell(code ?? 1));
    child.once('error', () => tell(1));
    return kept;
  }

  function lend(): Kept {
    for (let kept = idle.pop(); kept !== undefined; kept = idle.pop()) if (!isGone(kept)) return kept;
    return start();
  }

  return () => {
    const kept = lend();
    hold(kept, true);
    let isMine = true;
    return {
      carriesViews: nodeCarriesViews,
      post(posted) {
        if (!isMine) return;
        if (isWhole(posted)) kept.open += 1;
        if (!isPart(posted, 'taken')) kept.isMidway = isPart(posted, 'slice');
        // One that is already gone reports itself through `onExit`.
        kept.child.send(posted as object, () => {});
      },
      onMessage: (listener) => void kept.onMessage.push(listener),
      onExit: (listener) => void kept.onExit.push(listener),
      kill() {
        if (!isMine || isGone(kept)) return;
        isMine = false;
        if (kept.open > 0 || kept.isMidway) return void kept.child.kill('SIGKILL');
        const ended = kept.onExit;
        kept.onMessage = [];
        kept.onExit = [];
        idle.push(kept);
        hold(kept, false);
        queueMicrotask(() => {
          for (const listener of ended) listener(0);
        });
      },
    };
  };
}

let models: string | undefined;

/** A folder with the models; it goes with this process. */
export function modelFolder(): string {
  if (models !== undefined) return models;
  const folder = mkdtempSync(path.join(tmpdir(), 'kiosk-models-'));
  for (const { name, source } of faceFiles) copyFileSync(source, path.join(folder, name));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  models = folder;
  return folder;
}

/** The real photo process, for one station after another. */
export const lendPhotoProcess = keepProcesses('electron/photo/photo-process.ts');

/** The real face process, for one station after another. */
export const lendFaceProcess = keepProcesses('electron/face/face-process.ts', () => [modelFolder()]);
