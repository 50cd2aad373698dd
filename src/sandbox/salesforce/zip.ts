import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';

// Signatures and offsets: the ZIP format as published by PKWARE (APPNOTE.TXT), without encryption, ZIP64 or several disks.
const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_ENTRY = 0x04034b50;
const END_LENGTH = 22;
const ENTRY_LENGTH = 46;
const LOCAL_LENGTH = 30;
const STORED = 0;
const DEFLATED = 8;
const UTF8_NAMES = 0x800;

type Entry = { name: string; method: number; crc: number; packed: number; length: number; offset: number };

/**
 * The files of a zip archive by name, folders left out. Sizes are taken from the directory at its end, since a writer that streams
 * does not know them sooner. Throws, with words for whoever sent it, when it is no zip or a file in it is broken.
 */
export function unzipped(archive: Buffer): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  for (const entry of entriesOf(archive)) {
    if (!entry.name.endsWith('/')) files.set(entry.name, contentOf(archive, entry));
  }
  return files;
}

function entriesOf(archive: Buffer): Entry[] {
  const end = endOfDirectory(archive);
  const count = archive.readUInt16LE(end + 10);
  let at = archive.readUInt32LE(end + 16);
  return Array.from({ length: count }, () => {
    if (at + ENTRY_LENGTH > archive.length || archive.readUInt32LE(at) !== DIRECTORY_ENTRY)
      throw new Error('the directory of the zip file is broken');
    const nameLength = archive.readUInt16LE(at + 28);
    const entry = {
      name: archive.toString('utf8', at + ENTRY_LENGTH, at + ENTRY_LENGTH + nameLength),
      method: archive.readUInt16LE(at + 10),
      crc: archive.readUInt32LE(at + 16),
      packed: archive.readUInt32LE(at + 20),
      length: archive.readUInt32LE(at + 24),
      offset: archive.readUInt32LE(at + 42),
    };
    at += ENTRY_LENGTH + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
    return entry;
  });
}

function endOfDirectory(archive: Buffer): number {
  for (let at = archive.length - END_LENGTH; at >= 0; at -= 1) {
    if (archive.readUInt32LE(at) === END_OF_DIRECTORY) return at;
  }
  throw new Error('not a zip file');
}

function contentOf(archive: Buffer, { name, method, crc, packed, length, offset }: Entry): Buffer {
  if (offset + LOCAL_LENGTH > archive.length || archive.readUInt32LE(offset) !== LOCAL_ENTRY)
    throw new Error(`${name} is not where the directory of the zip file says`);
  const start = offset + LOCAL_LENGTH + archive.readUInt16LE(offset + 26) + archive.readUInt16LE(offset + 28);
  const bytes = archive.subarray(start, start + packed);
  if (method !== STORED && method !== DEFLATED) throw new Error(`${name} is packed by method ${method}`);
  const content = method === STORED ? bytes : inflateRawSync(bytes, { maxOutputLength: Math.max(length, 1) });
  if (content.length !== length || crc32(content) !== crc) throw new Error(`${name} is damaged in the zip file`);
  return content;
}

/** A zip archive of these files, in this order. For tests and whoever deploys to the sandbox without a packer. */
export function zipped(files: Record<string, string | Buffer>): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const entry = packedEntry(name, Buffer.from(content), offset);
    locals.push(entry.local);
    directory.push(entry.inDirectory);
    offset += entry.local.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(END_LENGTH);
  end.writeUInt32LE(END_OF_DIRECTORY, 0);
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, listed, end]);
}

function packedEntry(name: string, content: Buffer, offset: number): { local: Buffer; inDirectory: Buffer } {
  const named = Buffer.from(name);
  const packed = deflateRawSync(content);
  // Version needed, flags, method, time, date, crc, packed and full length, length of the name: the same in both headers.
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(UTF8_NAMES, 2);
  common.writeUInt16LE(DEFLATED, 4);
  common.writeUInt32LE(crc32(content), 10);
  common.writeUInt32LE(packed.length, 14);
  common.writeUInt32LE(content.length, 18);
  common.writeUInt16LE(named.length, 22);
  const local = Buffer.alloc(4);
  local.writeUInt32LE(LOCAL_ENTRY);
  const head = Buffer.alloc(6);
  head.writeUInt32LE(DIRECTORY_ENTRY);
  const tail = Buffer.alloc(ENTRY_LENGTH - head.length - common.length);
  tail.writeUInt32LE(offset, tail.length - 4);
  return {
    local: Buffer.concat([local, common, named, packed]),
    inDirectory: Buffer.concat([head, common, tail, named]),
  };
}
