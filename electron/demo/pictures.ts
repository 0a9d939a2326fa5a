import { err, ok, type Result } from '../../shared/result.ts';
import { loadSharp, type Sharp } from '../sharp/sharp-loader.ts';

/** The edges, in pixels, at which Microsoft 365 serves a mailbox's photo (Outlook User Photo reference). */
export const servedEdgesPx = [48, 64, 96, 120, 240, 360, 432, 504, 648] as const;

/** Why a picture was refused. */
export type PictureProblem = 'not-jpeg' | 'damaged' | 'too-small';

/** A square JPEG as the service keeps it. */
export interface SquarePhoto {
  readonly jpeg: Uint8Array;
  readonly edgePx: number;
}

/** The picture work of the demo tenant: it really decodes what it is sent. */
export interface Pictures {
  /** Decodes a whole JPEG, cuts the centre square and encodes it at the largest served edge that it can fill. */
  square(jpeg: Uint8Array): Promise<Result<SquarePhoto, PictureProblem>>;
  /** The photo at a smaller edge. */
  rendition(jpeg: Uint8Array, edgePx: number): Promise<Uint8Array>;
  /** A drawing as JPEG, as large as it says it is. */
  drawing(svg: string): Promise<Uint8Array>;
}

const quality = 88;

function isWholeJpeg(bytes: Uint8Array): boolean {
  // libjpeg fills a cut-off picture with grey and only warns; the end marker tells.
  let end = bytes.length;
  while (end > 2 && bytes[end - 1] === 0) end -= 1;
  return bytes[end - 2] === 0xff && bytes[end - 1] === 0xd9;
}

/** Picture work with sharp. Orientation tags are dropped unread: what the service does with them is not documented. */
export function createPictures(): Pictures {
  let loading: Promise<Sharp> | undefined;
  const sharp = (): Promise<Sharp> => {
    loading ??= loadSharp();
    return loading;
  };
  return {
    async square(jpeg) {
      if (jpeg[0] !== 0xff || jpeg[1] !== 0xd8 || jpeg[2] !== 0xff) return err('not-jpeg');
      if (!isWholeJpeg(jpeg)) return err('damaged');
      try {
        const image = (await sharp())(jpeg, { failOn: 'truncated', limitInputPixels: 100_000_000, autoOrient: false });
        const { width, height, format } = await image.metadata();
        if (format !== 'jpeg') return err('not-jpeg');
        const shortPx = Math.min(width, height);
        const edgePx = servedEdgesPx.findLast((edge) => edge <= shortPx);
        if (edgePx === undefined) return err('too-small');
        const output = await image
          .resize(edgePx, edgePx, { fit: 'cover', position: 'centre' })
          .toColourspace('srgb')
          .jpeg({ quality, chromaSubsampling: '4:4:4' })
          .toBuffer();
        return ok({ jpeg: new Uint8Array(output), edgePx });
      } catch {
        return err('damaged');
      }
    },
    async rendition(jpeg, edgePx) {
      const image = (await sharp())(jpeg).resize(edgePx, edgePx).jpeg({ quality });
      return new Uint8Array(await image.toBuffer());
    },
    async drawing(svg) {
      const image = (await sharp())(Buffer.from(svg)).flatten({ background: '#ffffff' }).jpeg({ quality });
      return new Uint8Array(await image.toBuffer());
    },
  };
}
