/**
 * Sees faces off the page's main thread. The response that carries this script allows WebAssembly (and nothing else that
 * the page may not do): electron/host/renderer-files.ts.
 */
import { createFaceTracker, type FaceTracker, readStill } from '../../shared/face/face-reader.ts';
import { loadGraphModels } from '../../shared/face/graph-models.ts';
import { createHintChooser, type HintChooser } from '../../shared/face/hint-chooser.ts';
import type { ModelRunner } from '../../shared/face/model-runner.ts';
import { createPixelReader } from './pixel-reader.ts';
import { openTensorLibrary } from './tensor-library.ts';
import type { WorkerAsk, WorkerTelling } from './worker-messages.ts';

/** What this script needs of its global scope; the page's types do not know workers from the inside. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<WorkerAsk>) => void) | null;
  postMessage(telling: WorkerTelling): void;
}

interface Visit {
  readonly id: number;
  readonly tracker: FaceTracker;
  readonly chooser: HintChooser;
}

const scope = self as unknown as WorkerScope;
const folder = '/face/';
const readPixels = createPixelReader();

async function loadModels(): Promise<ModelRunner> {
  const library = await openTensorLibrary(folder);
  return loadGraphModels(library, async (name) => {
    const answer = await fetch(folder + name);
    if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
    return answer.arrayBuffer();
  });
}

function fail(cause: unknown): void {
  scope.postMessage({ kind: 'failed', reason: cause instanceof Error ? cause.message : String(cause) });
}

let visit: Visit | undefined;

async function work(runner: ModelRunner, ask: WorkerAsk): Promise<void> {
  if (ask.kind === 'begin') {
    visit = { id: ask.visit, tracker: createFaceTracker(runner), chooser: createHintChooser(ask.settings) };
    return;
  }
  if (ask.kind === 'still') {
    const reading = await readStill(runner, readPixels(ask.picture));
    scope.postMessage({ kind: 'still-read', id: ask.id, reading });
    return;
  }
  const startMs = performance.now();
  const pixels = readPixels(ask.frame);
  if (visit?.id !== ask.visit) return;
  const { tracker, chooser } = visit;
  const reading = await tracker.read(pixels, ask.atMs);
  const hint = chooser.next(reading, ask.atMs);
  scope.postMessage({
    kind: 'reading',
    visit: ask.visit,
    tookMs: performance.now() - startMs,
    coach: { reading, hint, goodForMs: chooser.goodForMs(ask.atMs) },
  });
}

const loading = loadModels();
loading.then(() => scope.postMessage({ kind: 'ready' })).catch(fail);
let last: Promise<unknown> = loading;
scope.onmessage = ({ data }) => {
  last = last.then(async () => work(await loading, data));
  last.catch(fail);
};
