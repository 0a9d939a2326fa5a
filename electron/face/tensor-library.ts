import path from 'node:path';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { loadGraphModel } from '@tensorflow/tfjs-converter';
import { env, memory, ready, setBackend, tensor4d, tidy } from '@tensorflow/tfjs-core';
import type { GraphLibrary } from '../../shared/face/graph-models.ts';
import { openTensorLibrary as openWith } from '../../shared/face/tensor-library.ts';

const tensorFlow = { env, setWasmPaths, setBackend, ready, memory, tidy, tensor4d, loadGraphModel };

/** TensorFlow.js in this process; `folder` holds its `.wasm` file. */
export function openTensorLibrary(folder: string): Promise<GraphLibrary> {
  return openWith(tensorFlow, `${folder}${path.sep}`);
}
