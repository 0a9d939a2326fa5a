import codeWorkerUrl from '../badge/code-worker.ts?worker&url';
import faceWorkerUrl from '../face/face-worker.ts?worker&url';

/** The little of Trusted Types that is needed; TypeScript's DOM library does not name them. */
interface ScriptUrlPolicy {
  createScriptURL(url: string): string;
}
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): ScriptUrlPolicy;
}

const workerUrls: readonly string[] = [faceWorkerUrl, codeWorkerUrl];
let policy: ScriptUrlPolicy | undefined;

/** The only addresses that may become scripts of ours; the page's policy allows one policy of this name. */
function trusted(url: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  if (trustedTypes === undefined) return url;
  policy ??= trustedTypes.createPolicy('face-worker', {
    createScriptURL(asked) {
      if (!workerUrls.includes(asked)) throw new TypeError(`expected one of ${workerUrls.join(', ')}, got ${asked}`);
      return asked;
    },
  });
  return policy.createScriptURL(url);
}

/** Starts the face worker; it begins to load its models at once. */
export function startFaceWorker(): Worker {
  return new Worker(trusted(faceWorkerUrl), { name: 'face' });
}

/** Starts the worker that looks for codes. */
export function startCodeWorker(): Worker {
  return new Worker(trusted(codeWorkerUrl), { name: 'code' });
}
