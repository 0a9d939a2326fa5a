import { type SavedFile, savedFileName, savedFiles } from '../../shared/saved-files.ts';

/** Hands bytes to the browser as a file in its downloads; the address is released once the browser has taken it. */
export function download(bytes: Uint8Array, file: SavedFile, number?: number): void {
  const url = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>], { type: savedFiles[file] }));
  const link = document.createElement('a');
  link.href = url;
  link.download = savedFileName(file, number);
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
