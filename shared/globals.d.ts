// What both Node and the browser have, and the language's own library does not name.
interface TextCoderOptions {
  readonly fatal?: boolean;
  readonly ignoreBOM?: boolean;
}
declare class TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>;
}
declare class TextDecoder {
  constructor(label?: string, options?: TextCoderOptions);
  decode(bytes: Uint8Array): string;
}
