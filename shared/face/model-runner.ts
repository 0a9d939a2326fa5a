/** The models that are in the app: where a face is, its mesh, and its eyelids. None of them knows who or how old. */
export const faceModels = ['blazeface', 'facemesh', 'iris'] as const;
export type FaceModel = (typeof faceModels)[number];

/** Pixels a side of each model's square input. */
export const inputEdgePx: Readonly<Record<FaceModel, number>> = { blazeface: 256, facemesh: 192, iris: 64 };

/**
 * The port behind which the neural networks are: whoever replaces the library that runs them writes this. The outputs
 * are copies, in any order; their lengths tell them apart. Rejects only when the library is broken.
 */
export interface ModelRunner {
  /** `input` is `inputEdgePx` × `inputEdgePx` × 3. */
  run(model: FaceModel, input: Float32Array): Promise<readonly Float32Array[]>;
}

/** The output of a length, or an exception: then these are not the models that this code was written for. */
export function outputOf(outputs: readonly Float32Array[], length: number): Float32Array {
  const found = outputs.find((output) => output.length === length);
  if (found === undefined) {
    throw new Error(
      `expected an output of ${length} numbers, got ${outputs.map((output) => output.length).join(', ')}`,
    );
  }
  return found;
}
