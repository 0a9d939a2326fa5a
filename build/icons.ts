/** Draws `build/icon.png` from `build/icon.svg`; the packager makes each system's own formats from it. */
import path from 'node:path';
import sharp from 'sharp';

const edgePx = 1024;
const folder = import.meta.dirname;
await sharp(path.join(folder, 'icon.svg')).resize(edgePx, edgePx).png().toFile(path.join(folder, 'icon.png'));
