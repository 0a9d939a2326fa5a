import workerUrl from './face-worker.ts?worker&url';

/** The little of Trusted Types that is needed; TypeScript's DOM library does not name them. */
interface ScriptUrlPolicy {
  createScriptURL(url: string): string;
}
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): ScriptUrlPolicy;
}

let policy: ScriptUrlPolicy | undefined;

/** The one address that may become a script of ours; the page's policy allows one policy of this name. */
function trusted(url: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  if (trustedTypes === undefined) return url;
  policy ??= trustedTypes.createPolicy('face-worker', {
    createScriptURL(asked) {
      if (asked !== workerUrl) throw new TypeError(`expected ${workerUrl}, got ${asked}`);
      return asked;
    },
  });
  return policy.createScriptURL(url);
}

/** Starts the face worker; it begins to load its models at once. */
export function startFaceWorker(): Worker {
  return new Worker(trusted(workerUrl), { name: 'face' });
}
