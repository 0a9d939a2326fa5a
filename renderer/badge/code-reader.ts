import { prepareZXingModule, type ReaderOptions, readBarcodes } from 'zxing-wasm/reader';

/** A code as it was read. */
export interface ReadCode {
  readonly text: string;
  /** Bars in one line. They tell a misreading less well than squares, some of them not at all. */
  readonly isLinear: boolean;
}

/** What badges, cards and phones carry. */
const linear = ['Code128', 'Code39', 'Code93', 'Codabar', 'ITF', 'EAN13', 'EAN8'] as const;
const matrix = ['QRCode', 'DataMatrix', 'Aztec', 'PDF417'] as const;

const options: ReaderOptions = {
  formats: [...linear, ...matrix],
  tryHarder: true,
  maxNumberOfSymbols: 1,
  textMode: 'Plain',
};

/** A Codabar's start and stop letters, which readers leave out as a rule. */
const codabarEnds = /^[A-D]|[A-D]$/gi;

/**
 * Makes the reader of codes ready; `wasm` is `zxing_reader.wasm` of `zxing-wasm`, so that nothing is fetched from anywhere.
 * What it gives looks for one code in a picture: QR, Data Matrix, Aztec, PDF417, Code 128, 39 and 93, Codabar, ITF,
 * EAN; upright, on either side or upside down, and tilted a little.
 */
export async function openCodeReader(
  wasm: ArrayBuffer,
): Promise<(picture: ImageData) => Promise<ReadCode | undefined>> {
  await prepareZXingModule({ overrides: { wasmBinary: wasm }, fireImmediately: true });
  return async (picture) => {
    const [code] = await readBarcodes(picture, options);
    if (code === undefined || code.text === '') return undefined;
    const isLinear = !matrix.some((symbology) => symbology === code.symbology);
    return { text: code.symbology === 'Codabar' ? code.text.replace(codabarEnds, '') : code.text, isLinear };
  };
}
