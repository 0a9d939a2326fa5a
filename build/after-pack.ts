import { rmSync } from 'node:fs';
import path from 'node:path';
import type { AfterPackContext } from 'electron-builder';
import { burnFuses, packedProgram } from './fuses.ts';

/** electron-builder calls this after the app is put together and before it is signed. */
export default async function afterPack(context: AfterPackContext): Promise<void> {
  const { packager } = context;
  // Electron's own sample app; an Electron that is given as a folder brings it along.
  rmSync(path.join(packager.getResourcesDir(context.appOutDir), 'default_app.asar'), { force: true });
  const executableName =
    'executableName' in packager ? String(packager.executableName) : packager.appInfo.productFilename;
  await burnFuses(
    packedProgram({
      platform: context.electronPlatformName,
      folder: context.appOutDir,
      productFilename: packager.appInfo.productFilename,
      executableName,
    }),
  );
}
