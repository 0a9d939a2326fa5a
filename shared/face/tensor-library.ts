import type { GraphLibrary } from './graph-models.ts';

interface Tensor {
  dataSync(): ArrayLike<number>;
}

/** What is used of TensorFlow.js; whoever runs it brings it, since nothing in `shared/` imports a package of its own. */
export interface TensorFlow {
  readonly env: () => { set(flag: string, value: boolean): void };
  readonly setWasmPaths: (prefix: string) => void;
  readonly setBackend: (name: string) => Promise<boolean>;
  readonly ready: () => Promise<void>;
  readonly memory: () => { readonly numTensors: number };
  readonly tidy: (work: () => void) => void;
  readonly tensor4d: (values: Float32Array, shape: [number, number, number, number]) => Tensor;
  readonly loadGraphModel: (source: { load(): Promise<never> }) => Promise<{ execute(input: never): unknown }>;
}

/** TensorFlow.js on WebAssembly in this process or worker, one thread; `prefix` is what stands before the name of its `.wasm` file. */
export async function openTensorLibrary(tensorFlow: TensorFlow, prefix: string): Promise<GraphLibrary> {
  const { env, setWasmPaths, setBackend, ready, memory, tidy, tensor4d, loadGraphModel } = tensorFlow;
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  setWasmPaths(prefix);
  if (!(await setBackend('wasm'))) throw new Error('WebAssembly is not available to TensorFlow.js');
  await ready();
  return {
    tensorCount: () => memory().numTensors,
    async load({ format, modelTopology, weightSpecs, weightData }) {
      const artifacts = { format, modelTopology, weightSpecs, weightData };
      const model = await loadGraphModel({ load: async () => artifacts as never });
      return {
        execute(input, edgePx) {
          const outputs: Float32Array[] = [];
          tidy(() => {
            const result = model.execute(tensor4d(input, [1, edgePx, edgePx, 3]) as never) as Tensor | Tensor[];
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
