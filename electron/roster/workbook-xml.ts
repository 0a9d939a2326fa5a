import { SaxesParser } from 'saxes';
import { DamagedArchive } from './zip-entries.ts';

/** What a part of a workbook is read with. Names come without their namespace prefix. */
export interface XmlReader {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  text(text: string): void;
  close(name: string): void;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/**
 * Reads XML piece by piece. Document type declarations are refused: no workbook has one, and entities are the classic bomb.
 * Throws {@link DamagedArchive} for what is no well-formed XML, and whatever the reader throws.
 */
export async function readXml(pieces: AsyncIterable<Uint8Array>, reader: XmlReader): Promise<void> {
  const parser = new SaxesParser();
  parser.on('error', (cause) => {
    throw new DamagedArchive('a part is not well-formed', { cause });
  });
  parser.on('doctype', () => {
    throw new DamagedArchive('a part has a document type');
  });
  parser.on('opentag', (tag) => {
    const attributes: Record<string, string> = {};
    for (const name in tag.attributes) attributes[localName(name)] = String(tag.attributes[name]);
    reader.open(localName(tag.name), attributes);
  });
  parser.on('text', (text) => reader.text(text));
  parser.on('cdata', (text) => reader.text(text));
  parser.on('closetag', (tag) => reader.close(localName(tag.name)));
  const decoder = new TextDecoder('utf-8');
  for await (const piece of pieces) parser.write(decoder.decode(piece, { stream: true }));
  parser.write(decoder.decode()).close();
}
