import type { AfterPackContext } from 'electron-builder';
import { burnFuses, packedProgram } from './fuses.ts';

/** electron-builder calls this after the app is put together and before it is signed. */
export default async function afterPack(context: AfterPackContext): Promise<void> {
  const { packager } = context;
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
