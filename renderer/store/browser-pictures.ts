import type { Pictures } from './capture.ts';

/** `Pictures` of a browser. Needs a secure context (`app://`, `https:` or `http://127.0.0.1`) for the hash. */
export function createBrowserPictures(): Pictures {
  const urls = new Set<string>();
  const images = new Set<ImageBitmap>();
  return {
    async decode(bytes, source) {
      // Decoded from the very bytes the core will get, so that preview and result have one origin.
      const image = await createImageBitmap(new Blob([bytes as Uint8Array<ArrayBuffer>]), {
        imageOrientation: 'from-image',
      });
      images.add(image);
      return { bytes, image, size: { widthPx: image.width, heightPx: image.height }, source };
    },
    release({ image }) {
      if (!(image instanceof ImageBitmap)) return;
      image.close();
      images.delete(image);
    },
    toUrl(bytes) {
      const url = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'image/jpeg' }));
      urls.add(url);
      return url;
    },
    async sha256(bytes) {
      const digest = await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>);
      return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    },
    wipe() {
      for (const url of urls) URL.revokeObjectURL(url);
      for (const image of images) image.close();
      urls.clear();
      images.clear();
    },
  };
}
