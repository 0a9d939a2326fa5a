import { type FaceModel, faceModels, inputEdgePx, type ModelRunner } from './model-runner.ts';

/** A model as TensorFlow.js takes it from memory, so that nothing is ever fetched by name. */
export interface GraphArtifacts {
  readonly format: string;
  readonly modelTopology: object;
  readonly weightSpecs: readonly object[];
  readonly weightData: ArrayBuffer;
}

/** The little of TensorFlow.js that runs a model: given from outside, because `shared/` knows no package. */
export interface GraphLibrary {
  load(artifacts: GraphArtifacts): Promise<GraphModel>;
  /** Tensors alive in the whole process. */
  tensorCount(): number;
}

export interface GraphModel {
  /** Copies of all outputs for one `edgePx` square; keeps no tensor. */
  execute(input: Float32Array, edgePx: number): Float32Array[];
}

/** Reads one of the files `<model>.json` and `<model>.bin`. */
export type ReadModelFile = (name: string) => Promise<ArrayBuffer>;

interface ModelFile {
  readonly format: string;
  readonly modelTopology: object;
  readonly weightsManifest: readonly { readonly weights: readonly object[] }[];
}

/**
 * Loads all three models and runs each once, so that the first face is not the slow one. From then on the number of
 * tensors is constant: a run that leaves one behind rejects, for a station runs for weeks.
 */
export async function loadGraphModels(library: GraphLibrary, readFile: ReadModelFile): Promise<ModelRunner> {
  const loaded = new Map<FaceModel, GraphModel>();
  for (const name of faceModels) {
    const [description, weightData] = await Promise.all([readFile(`${name}.json`), readFile(`${name}.bin`)]);
    const file = JSON.parse(new TextDecoder().decode(new Uint8Array(description))) as ModelFile;
    const weightSpecs = file.weightsManifest.flatMap(({ weights }) => weights);
    const { format, modelTopology } = file;
    loaded.set(name, await library.load({ format, modelTopology, weightSpecs, weightData }));
  }
  const execute = (model: FaceModel, input: Float32Array) =>
    loaded.get(model)?.execute(input, inputEdgePx[model]) ?? [];
  for (const name of faceModels) execute(name, new Float32Array(inputEdgePx[name] ** 2 * 3));
  const constantCount = library.tensorCount();
  return {
    async run(model, input) {
      const outputs = execute(model, input);
      const count = library.tensorCount();
      if (count !== constantCount) throw new Error(`expected ${constantCount} tensors after a run, actual ${count}`);
      return outputs;
    },
  };
}
