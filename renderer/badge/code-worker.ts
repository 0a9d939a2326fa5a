/**
 * Looks for a code in frames of the camera, off the page's main thread. Keeps nothing of a frame. The response that carries this
 * script allows WebAssembly: electron/host/renderer-files.ts.
 */
import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';
import { openCodeReader, type ReadCode } from './code-reader.ts';

/** What this script needs of its global scope; the page's types do not know workers from the inside. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<ImageBitmap>) => void) | null;
  postMessage(code: ReadCode | undefined): void;
}

const scope = self as unknown as WorkerScope;
const canvas = new OffscreenCanvas(1, 1);
const context = canvas.getContext('2d', { willReadFrequently: true });

function pixelsOf(frame: ImageBitmap): ImageData | undefined {
  const { width, height } = frame;
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  context?.drawImage(frame, 0, 0);
  frame.close();
  const picture = context?.getImageData(0, 0, width, height);
  context?.clearRect(0, 0, width, height);
  return picture;
}

async function open() {
  const answer = await fetch(wasmUrl);
  if (!answer.ok) throw new Error(`${wasmUrl}: ${answer.status}`);
  return openCodeReader(await answer.arrayBuffer());
}

const opening = open();

async function look(frame: ImageBitmap): Promise<ReadCode | undefined> {
  const picture = pixelsOf(frame);
  const read = await opening;
  return picture === undefined ? undefined : read(picture);
}

scope.onmessage = async ({ data }) => {
  // A frame that could not be looked at is passed over.
  const code = await look(data).catch(() => undefined);
  scope.postMessage(code);
};
