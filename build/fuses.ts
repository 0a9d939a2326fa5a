import path from 'node:path';
import { type FuseV1Config, FuseV1Options, FuseVersion, flipFuses, getCurrentFuseWire } from '@electron/fuses';

/**
 * What the packaged runtime can no longer be talked into, burnt into its binary: being a plain Node, Node's options and
 * inspector, files with more rights than the web's, an app from anywhere but its archive. A fuse that a newer Electron
 * brings makes packaging fail until it is decided here.
 */
export const fuses = {
  version: FuseVersion.V1,
  strictlyRequireAllFuses: true,
  resetAdHocDarwinSignature: true,
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  // One snapshot for all processes: a second one is one more file that can be swapped.
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  [FuseV1Options.WasmTrapHandlers]: true,
} satisfies FuseV1Config;

const enabled = '1'.charCodeAt(0);

/** Burns the fuses into an Electron binary (or macOS bundle) and reads them back; throws when one is not as it should be. */
export async function burnFuses(program: string): Promise<void> {
  await flipFuses(program, fuses);
  const [fault] = await readFuses(program);
  if (fault !== undefined) throw new Error(fault);
}

/** Reads the fuses of a packed binary; a sentence for each that is not as it should be. */
export async function readFuses(program: string): Promise<string[]> {
  const wire = await getCurrentFuseWire(program);
  return Object.values(FuseV1Options)
    .filter((value) => typeof value === 'number')
    .flatMap((option) => {
      const actual = Number(wire[option]) === enabled;
      return actual === fuses[option]
        ? []
        : [`fuse ${FuseV1Options[option]}: expected ${fuses[option]}, got ${actual}`];
    });
}

/** The binary of a packed app, from what electron-builder says of it. */
export function packedProgram(packed: {
  readonly platform: string;
  readonly folder: string;
  readonly productFilename: string;
  readonly executableName: string;
}): string {
  const { platform, folder, productFilename, executableName } = packed;
  if (platform === 'darwin' || platform === 'mas') return path.join(folder, `${productFilename}.app`);
  return path.join(folder, platform === 'win32' ? `${productFilename}.exe` : executableName);
}
