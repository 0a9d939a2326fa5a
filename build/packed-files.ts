/** What an installer may hold, and how large its own part may be. Read by `npm run inspect-package` and by tests. */

/** Everything in `app.asar` and beside it in `app.asar.unpacked`, as paths with `/`. */
const allowedFiles: readonly RegExp[] = [
  /^package\.json$/,
  /^out\/main\/[\w-]+\.js$/,
  /^out\/main\/chunks\/[\w.-]+\.js$/,
  /^out\/preload\/preload\.cjs$/,
  /^out\/renderer\/index\.html$/,
  /^out\/renderer\/assets\/[\w.-]+\.(js|css|woff2|svg|png|jpg|wasm)$/,
  /^out\/renderer\/face\/[\w-]+\.(json|bin|wasm)$/,
  /^node_modules\/(sharp|detect-libc|semver)\//,
  /^node_modules\/@img\/(colour|sharp-wasm32|sharp-(libvips-)?(win32|darwin)-(x64|arm64))\//,
  /^node_modules\/@emnapi\/runtime\//,
];
const never = /\.(ts|mts|cts|tsx|map|pem|pfx|key|env)$/;

/** Bytes of all of them: the app without Electron. 25 MB were measured on Linux; what grows past this must be meant. */
export const packedLimitBytes = 40 * 1024 * 1024;

/** Without these a packed app starts, and then shows no screen or makes no photo. */
const neededFiles: readonly RegExp[] = [
  /^package\.json$/,
  /^out\/main\/boot\.js$/,
  /^out\/main\/(photo|face|demo)-process\.js$/,
  /^out\/preload\/preload\.cjs$/,
  /^out\/renderer\/index\.html$/,
  /^node_modules\/sharp\/package\.json$/,
  /^node_modules\/@img\/sharp-[\w-]+\/lib\/sharp-[\w.-]+\.(node|wasm)$/,
];

/** What an installer must hold and does not, as patterns. */
export function missing(files: readonly string[]): string[] {
  return neededFiles.filter((pattern) => !files.some((file) => pattern.test(file))).map(({ source }) => source);
}

/** Files that have no place in an installer. */
export function strangers(files: readonly string[]): string[] {
  return files.filter((file) => never.test(file) || !allowedFiles.some((pattern) => pattern.test(file)));
}
