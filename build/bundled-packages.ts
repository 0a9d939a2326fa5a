/**
 * Packages that become part of the main bundles and are left out of the installers: of tens of megabytes the face process
 * needs a few hundred kilobytes.
 */
export const bundledPackages = [
  '@tensorflow/tfjs-core',
  '@tensorflow/tfjs-converter',
  '@tensorflow/tfjs-backend-wasm',
] as const;
