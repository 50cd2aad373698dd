import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';

const GZIP = Buffer.from([0x1f, 0x8b]);

/**
 * The lines of a text file, as a stream. Only a line feed ends a line: JSON may hold U+2028, U+2029 and a lone carriage
 * return. What follows the last line feed is a line unless it is empty, so an empty file has none. A packed file is known by
 * gzip's first two bytes, whatever its name. Throws one Error that names the file when it cannot be read.
 */
export async function* linesOf(file: string): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for await (const chunk of await bytesOf(file)) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    throw new Error(`${file}: cannot be read (${code ?? message}): give the path of a JSON or .jsonl file`, { cause });
  }
  rest += decoder.decode();
  if (rest !== '') yield rest;
}

async function bytesOf(file: string): Promise<AsyncIterable<Buffer>> {
  const bytes = createReadStream(file);
  await once(bytes, 'readable');
  const start = bytes.read(GZIP.length) as Buffer | null;
  if (start) bytes.unshift(start);
  // The reader of the unpacked bytes meets the error of either stream.
  return start?.equals(GZIP) ? pipeline(bytes, createGunzip(), () => {}) : bytes;
}
