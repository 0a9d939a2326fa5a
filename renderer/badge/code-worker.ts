/** Looks for a QR code in frames of the camera, off the page's main thread. Keeps nothing of a frame. */
import jsQR from 'jsqr';

/** What this script needs of its global scope; the page's types do not know workers from the inside. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<ImageBitmap>) => void) | null;
  postMessage(text: string | undefined): void;
}

const scope = self as unknown as WorkerScope;
let canvas: OffscreenCanvas | undefined;

function codeOf(frame: ImageBitmap): string | undefined {
  const { width, height } = frame;
  if (canvas?.width !== width || canvas.height !== height) canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context?.drawImage(frame, 0, 0);
  frame.close();
  const picture = context?.getImageData(0, 0, width, height);
  return picture === undefined ? undefined : jsQR(picture.data, width, height)?.data;
}

scope.onmessage = ({ data }) => scope.postMessage(codeOf(data));
