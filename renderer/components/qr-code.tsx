import { create } from 'qrcode';
import { useEffect, useRef } from 'react';
import styles from './qr-code.module.css';

/** Modules of quiet ground on each side (ISO/IEC 18004). */
const quietModules = 4;
/** Canvas pixels a module: more than any screen shows, so that scaling down keeps the edges sharp. */
const modulePx = 12;

/** A QR code, dark on light in both themes, with its quiet zone. `name` says what it opens. */
export function QrCode({ text, name }: { readonly text: string; readonly name: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (canvas.current !== null) draw(canvas.current, text);
  }, [text]);
  return <canvas ref={canvas} className={styles.code} role="img" aria-label={name} data-testid="qr" />;
}

function draw(canvas: HTMLCanvasElement, text: string) {
  // Q survives a quarter of damage: glare and fingerprints. Long texts take L, so that the modules stay large.
  const { modules } = create(text, { errorCorrectionLevel: text.length > 120 ? 'L' : 'Q' });
  const edgePx = (modules.size + 2 * quietModules) * modulePx;
  canvas.width = edgePx;
  canvas.height = edgePx;
  const context = canvas.getContext('2d');
  if (context === null) return;
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, edgePx, edgePx);
  context.fillStyle = '#14130f';
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      if (modules.get(row, column) === 0) continue;
      context.fillRect((column + quietModules) * modulePx, (row + quietModules) * modulePx, modulePx, modulePx);
    }
  }
}
