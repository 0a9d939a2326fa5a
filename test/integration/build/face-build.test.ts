import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { faceFiles } from '../../../build/face-files.ts';

/** The build that `npm test` makes before its integration tests: all that a package holds of our own. */
const out = path.resolve(import.meta.dirname, '../../../out');
const built = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((name) =>
  statSync(path.join(out, name)).isFile(),
);
const sha256 = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');

describe('the built app', () => {
  test('holds the three models, the WebAssembly that runs them, and no other model', () => {
    const files = readdirSync(path.join(out, 'renderer/face')).sort();
    expect(files).toEqual(faceFiles.map(({ name }) => name).sort());
    for (const { name, source } of faceFiles)
      expect(sha256(path.join(out, 'renderer/face', name)), name).toBe(sha256(source));
    const elsewhere = built.filter(
      (name) => /\.(bin|wasm|onnx|tflite|task)$/.test(name) && !name.startsWith('renderer/face/'),
    );
    // What reads codes, and nothing else.
    expect(elsewhere).toEqual([expect.stringMatching(/^renderer\/assets\/zxing_reader-[\w-]+\.wasm$/)]);
    const sizeBytes = files.reduce((sum, name) => sum + statSync(path.join(out, 'renderer/face', name)).size, 0);
    expect(sizeBytes).toBeLessThan(6_000_000);
  });

  test('names no model and no code of age, gender, mood or identity', () => {
    const suspicious =
      /faceres|antispoof|liveness|emotion|\bgender|ssrnet|mobilefacenet|insightface|arcface|facenet|face-?descriptor|\bage-?net\b/i;
    expect('const emotions = faceres()').toMatch(suspicious);
    const readable = built.filter((name) => /\.(js|cjs|mjs|json|html|css)$/.test(name));
    expect(readable.length).toBeGreaterThan(5);
    for (const name of readable) {
      expect(readFileSync(path.join(out, name), 'utf8').match(suspicious)?.[0], name).toBe(undefined);
    }
  });

  test('has TensorFlow.js inside the face process, which needs no package of it', () => {
    const bundle = readFileSync(path.join(out, 'main/face-process.js'), 'utf8');
    const imports = [...bundle.matchAll(/^import .*?from "([^".][^"]*)"/gm)].map(([, name]) => name ?? '');
    expect(imports.length).toBeGreaterThan(1);
    expect(imports.filter((name) => /^@|tensorflow|seedrandom|node-fetch|^long$/.test(name))).toEqual([]);
  });
});
