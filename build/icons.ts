/**
 * Draws the icons from `build/icon.svg`: `icon.png`, of which the packager makes the formats of Windows and macOS, and
 * `icons/`, the sizes of the freedesktop icon theme for Linux with the drawing itself.
 */
import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';

const folder = import.meta.dirname;
const drawing = path.join(folder, 'icon.svg');
const draw = (edgePx: number, file: string) => sharp(drawing).resize(edgePx, edgePx).png().toFile(file);

await draw(1024, path.join(folder, 'icon.png'));
const icons = path.join(folder, 'icons');
mkdirSync(icons, { recursive: true });
for (const edgePx of [16, 24, 32, 48, 64, 128, 256, 512]) {
  await draw(edgePx, path.join(icons, `${edgePx}x${edgePx}.png`));
}
copyFileSync(drawing, path.join(icons, 'icon.svg'));
