import Module from 'node:module';

export type Sharp = typeof import('sharp').default;

interface Resolver {
  _resolveFilename(request: string, ...rest: unknown[]): string;
}

const nativeBuild = /^@img\/sharp-linux(musl)?-.*\/sharp\.node$/;

/**
 * Inside Electron on Linux the native build of libvips and Electron's own GTK bring two GLibs, which hang or crash
 * (sharp's documentation, "Electron and Linux"; electron#46323). There the native build is made unresolvable, so that
 * sharp falls back to its official WebAssembly build. Everywhere else nothing is changed. Node's own way to do this,
 * `module.registerHooks`, is not in every Electron that we run in.
 */
function avoidNativeBuild(): void {
  if (process.platform !== 'linux' || process.versions.electron === undefined) return;
  const resolver = Module as unknown as Resolver;
  const resolve = resolver._resolveFilename;
  resolver._resolveFilename = function (request, ...rest) {
    if (nativeBuild.test(request)) {
      throw Object.assign(new Error(`${request} is not used inside Electron`), { code: 'MODULE_NOT_FOUND' });
    }
    return resolve.call(this, request, ...rest);
  };
}

let loading: Promise<Sharp> | undefined;

async function load(): Promise<Sharp> {
  avoidNativeBuild();
  return (await import('sharp')).default;
}

/** Loads sharp, once, in the build that works in this process. Rejects when that is not installed. */
export function loadSharp(): Promise<Sharp> {
  loading ??= load();
  return loading;
}

/** The formats a person may bring; every other decoder of libvips (SVG, PDF, remote tiles …) is switched off. */
const decoders = ['Jpeg', 'Png', 'Webp', 'Heif', 'Tiff', 'Nsgif'];

/** Loads sharp for a process that decodes pictures which nobody has vouched for: few decoders, no file cache. */
export async function loadHardenedSharp(): Promise<Sharp> {
  const sharp = await loadSharp();
  sharp.cache(false);
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({ operation: decoders.map((decoder) => `VipsForeignLoad${decoder}`) });
  return sharp;
}
