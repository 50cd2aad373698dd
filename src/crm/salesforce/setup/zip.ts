import { crc32, deflateRawSync } from 'node:zlib';

// The ZIP format as PKWARE publishes it (APPNOTE.TXT): no encryption, one disk, fewer than 65,536 files of less than 4 GB.
const LOCAL_HEADER = 0x04034b50;
const DIRECTORY_HEADER = 0x02014b50;
const END_OF_DIRECTORY = 0x06054b50;
const VERSION = 20;
const UTF8_NAMES = 0x800;
const DEFLATED = 8;
/** 1 January 1980, the first day that a zip file knows: the same files always give the same bytes. */
const FIRST_DAY = 0x21;

/** A zip file of these files, in their order. */
export function zipOf(files: ReadonlyMap<string, Buffer>): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of files) {
    const packed = deflateRawSync(content);
    const facts = factsOf(name, content, packed);
    const local = Buffer.concat([number(LOCAL_HEADER, 4), facts, Buffer.from(name), packed]);
    parts.push(local);
    directory.push(directoryEntry(name, facts, offset));
    offset += local.length;
  }
  const listed = Buffer.concat(directory);
  return Buffer.concat([...parts, listed, ending(files.size, listed.length, offset)]);
}

/** What both headers of a file say alike. */
function factsOf(name: string, content: Buffer, packed: Buffer): Buffer {
  return Buffer.concat([
    number(VERSION, 2),
    number(UTF8_NAMES, 2),
    number(DEFLATED, 2),
    number(0, 2),
    number(FIRST_DAY, 2),
    number(crc32(content), 4),
    number(packed.length, 4),
    number(content.length, 4),
    number(Buffer.byteLength(name), 2),
    number(0, 2),
  ]);
}

function directoryEntry(name: string, facts: Buffer, offset: number): Buffer {
  // Between them: the length of a comment, the number of the disk, and attributes, of which there are none.
  const nothing = Buffer.alloc(10);
  const head = [number(DIRECTORY_HEADER, 4), number(VERSION, 2)];
  return Buffer.concat([...head, facts, nothing, number(offset, 4), Buffer.from(name)]);
}

function ending(count: number, length: number, offset: number): Buffer {
  const counts = [number(count, 2), number(count, 2), number(length, 4), number(offset, 4)];
  return Buffer.concat([number(END_OF_DIRECTORY, 4), Buffer.alloc(4), ...counts, Buffer.alloc(2)]);
}

function number(value: number, bytes: 2 | 4): Buffer {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUIntLE(value, 0, bytes);
  return buffer;
}
