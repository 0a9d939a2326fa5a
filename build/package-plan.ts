import path from 'node:path';

/** What is asked of `npm run package`, and the machine it is asked on. */
export interface PackageRequest {
  readonly args: readonly string[];
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** What electron-builder is told beside `electron-builder.yml`; or why nothing is packed. */
export type PackagePlan =
  | { readonly kind: 'refused'; readonly text: string }
  | {
      readonly kind: 'pack';
      /** Targets in electron-builder's words; empty: those of the configuration. `dir`: unpacked only. */
      readonly targets: readonly string[];
      readonly config: { readonly electronDist?: string; readonly productName?: string };
    };

const systems: Readonly<Record<string, string>> = { linux: 'Linux', win32: 'Windows', darwin: 'macOS' };
const targetsOf: Readonly<Record<string, readonly string[]>> = {
  linux: ['deb', 'rpm'],
  win32: ['nsis', 'msi'],
  darwin: ['dmg', 'pkg'],
};

export const packageUsage = [
  'usage: npm run package -- [TARGET …]',
  '  TARGET   deb, rpm (Linux); nsis, msi (Windows); dmg, pkg (macOS); dir: unpacked only',
  '  Environment: KIOSK_ELECTRON_DIST  an unpacked Electron, or its zip, instead of the download',
  '               CUSTOM_FPM_PATH      an fpm for deb and rpm, instead of the download',
].join('\n');

/**
 * Reads the command line. Packages are made for the system they are made on: sharp is installed for that one, and an app
 * packed for another would start and then show no photo.
 */
export function planPackage({ args, platform, env }: PackageRequest): PackagePlan {
  const possible = targetsOf[platform] ?? [];
  for (const target of args) {
    if (target === 'dir' || possible.includes(target)) continue;
    const other = Object.entries(targetsOf).find(([, targets]) => targets.includes(target));
    const text =
      other === undefined
        ? `package: expected ${['dir', ...possible].join(', ')}, got ${target}\n${packageUsage}`
        : `package: ${target} is for ${systems[other[0]]} and is made there: this machine has sharp for ${systems[platform] ?? platform} only`;
    return { kind: 'refused', text };
  }
  const dist = env.KIOSK_ELECTRON_DIST;
  return {
    kind: 'pack',
    targets: args,
    config: {
      ...(dist === undefined || dist === '' ? {} : { electronDist: path.resolve(dist) }),
      // The folder below /opt is named after it: services and scripts name that, without a space.
      ...(platform === 'linux' ? { productName: 'photo-kiosk' } : {}),
    },
  };
}
