import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline, type Readable } from 'node:stream';
import { TextDecoder } from 'node:util';
import { createGunzip } from 'node:zlib';
import { cannotRead, FileError } from '../file-error';
import { assertNoOtherMark, firstLineNotUtf8, notUtf8 } from './encoding';

const GZIP_MAGIC = Buffer.from([0x1f, 0x8b]);
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * The bytes of a file, unpacked when it is gzipped, without a byte-order mark; all of them valid UTF-8.
 * @throws {FileError}
 */
export async function* utf8Bytes(file: string): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let read = 0;
  for await (const chunk of unpacked(file)) {
    if (read === 0) assertNoOtherMark(file, chunk);
    if (!isUtf8(decoder, chunk)) throw notUtf8(file, await firstLineNotUtf8(unpacked(file)));
    const isMarked = read === 0 && chunk.subarray(0, 3).equals(BYTE_ORDER_MARK);
    yield isMarked ? chunk.subarray(3) : chunk;
    read += chunk.length;
  }
  if (!isUtf8(decoder)) throw notUtf8(file, await firstLineNotUtf8(unpacked(file)));
}

function isUtf8(decoder: TextDecoder, chunk?: Buffer): boolean {
  try {
    decoder.decode(chunk, { stream: chunk !== undefined });
    return true;
  } catch {
    return false;
  }
}

async function* unpacked(file: string): AsyncGenerator<Buffer> {
  try {
    yield* (await opened(file)) as AsyncIterable<Buffer>;
  } catch (error) {
    throw error instanceof FileError ? error : cannotRead(file, error);
  }
}

async function opened(file: string): Promise<Readable> {
  const isGzipped = (await firstBytes(file)).equals(GZIP_MAGIC);
  const stream = createReadStream(file);
  // A failure ends the unpacked stream too, and with it whoever reads it.
  return isGzipped ? pipeline(stream, createGunzip(), () => undefined) : stream;
}

async function firstBytes(file: string): Promise<Buffer> {
  const handle = await open(file);
  try {
    return (await handle.read(Buffer.alloc(GZIP_MAGIC.length), 0, GZIP_MAGIC.length, 0)).buffer;
  } finally {
    await handle.close();
  }
}
