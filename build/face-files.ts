import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';
import { faceModels } from '../shared/face/model-runner.ts';

const root = path.resolve(import.meta.dirname, '..');
const installed = (...names: readonly string[]) => path.join(root, 'node_modules', ...names);

/** A file that the app needs to see faces: its name in the app, and where it is installed. */
export interface FaceFile {
  readonly name: string;
  readonly source: string;
}

/**
 * The three models and the WebAssembly that runs them: copied one by one, so that nothing else of these packages (models
 * of age, mood, identity) can come along. Read by the renderer's worker and by the face process.
 */
export const faceFiles: readonly FaceFile[] = [
  ...faceModels.flatMap((model) =>
    ['json', 'bin'].map((ending) => ({
      name: `${model}.${ending}`,
      source: installed('@vladmandic/human/models', `${model}.${ending}`),
    })),
  ),
  {
    name: 'tfjs-backend-wasm-simd.wasm',
    source: installed('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm'),
  },
];

/** Puts the files into the built renderer below `face/`, under their own names: the worker and the face process know them. */
export function copyFaceFiles(): Plugin {
  return {
    name: 'copy-face-files',
    generateBundle() {
      for (const { name, source } of faceFiles) {
        this.emitFile({ type: 'asset', fileName: `face/${name}`, source: readFileSync(source) });
      }
    },
  };
}
