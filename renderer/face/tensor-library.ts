import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { loadGraphModel } from '@tensorflow/tfjs-converter';
import { env, memory, ready, setBackend, type Tensor, tensor4d, tidy } from '@tensorflow/tfjs-core';
import type { GraphLibrary } from '../../shared/face/graph-models.ts';

/** TensorFlow.js on WebAssembly in this worker, one thread; `folder` is the address below which its `.wasm` file lies. */
export async function openTensorLibrary(folder: string): Promise<GraphLibrary> {
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  setWasmPaths(folder);
  if (!(await setBackend('wasm'))) throw new Error('WebAssembly is not available to TensorFlow.js');
  await ready();
  return {
    tensorCount: () => memory().numTensors,
    async load({ format, modelTopology, weightSpecs, weightData }) {
      const artifacts = { format, modelTopology, weightSpecs: weightSpecs as never, weightData };
      const model = await loadGraphModel({ load: async () => artifacts });
      return {
        execute(input, edgePx) {
          const outputs: Float32Array[] = [];
          tidy(() => {
            const result = model.execute(tensor4d(input, [1, edgePx, edgePx, 3])) as Tensor | Tensor[];
            for (const tensor of Array.isArray(result) ? result : [result]) {
              outputs.push(Float32Array.from(tensor.dataSync()));
            }
          });
          return outputs;
        },
      };
    },
  };
}
