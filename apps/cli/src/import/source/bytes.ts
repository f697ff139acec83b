import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline, type Readable } from 'node:stream';
import { TextDecoder } from 'node:util';
import { createGunzip } from 'node:zlib';
import { cannotRead, FileError } from '../file-error';

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
    assertUtf8(decoder, chunk, file, read);
    const isMarked = read === 0 && chunk.subarray(0, 3).equals(BYTE_ORDER_MARK);
    yield isMarked ? chunk.subarray(3) : chunk;
    read += chunk.length;
  }
  assertUtf8(decoder, undefined, file, read);
}

function assertUtf8(decoder: TextDecoder, chunk: Buffer | undefined, file: string, read: number): void {
  try {
    decoder.decode(chunk, { stream: chunk !== undefined });
  } catch {
    throw new FileError(file, `is not UTF-8 (after byte ${read}): convert it first`);
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
