/**
 * The face process: looks for faces in pixels that the photo process has decoded. It may crash, hang or be killed without
 * touching anything else. Started with the folder of the models as its one argument, as Electron's utility process or as
 * a forked Node process.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { placeStill, readStill } from '../../shared/face/face-reader.ts';
import { loadGraphModels } from '../../shared/face/graph-models.ts';
import type { ModelRunner } from '../../shared/face/model-runner.ts';
import { ok, type Result } from '../../shared/result.ts';
import { serveParent } from '../process/serve-parent.ts';
import type { FaceAsk, FaceWork, FaceWorkKind } from './face-messages.ts';
import { openTensorLibrary } from './tensor-library.ts';

async function loadModels(): Promise<ModelRunner> {
  const folder = process.argv.at(-1) ?? '';
  const library = await openTensorLibrary(folder);
  // A copy: what Node reads from an archive may be a part of a larger buffer.
  return loadGraphModels(library, async (name) => new Uint8Array(await readFile(path.join(folder, name))).buffer);
}

// A rejection ends the process (see `serveParent`): a library in disorder is not asked again.
serveParent<ModelRunner, FaceAsk, Result<FaceWork[FaceWorkKind], never>>(
  loadModels(),
  async (runner, { kind, picture }) => ok(await (kind === 'read' ? readStill : placeStill)(runner, picture)),
);
