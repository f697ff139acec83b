import { TextDecoder } from 'node:util';
import { FileError } from '../file-error';

/** Byte-order marks of what is not UTF-8; the longer ones first, since one begins another. */
const MARKS: readonly (readonly [string, readonly number[]])[] = [
  ['UTF-32', [0xff, 0xfe, 0x00, 0x00]],
  ['UTF-32', [0x00, 0x00, 0xfe, 0xff]],
  ['UTF-16', [0xff, 0xfe]],
  ['UTF-16', [0xfe, 0xff]],
];

/** @throws {FileError} the first bytes of the file say that it is no UTF-8 */
export function assertNoOtherMark(file: string, start: Buffer): void {
  const [encoding] = MARKS.find(([, mark]) => mark.every((byte, index) => start[index] === byte)) ?? [];
  if (encoding === undefined) return;
  throw new FileError(file, `is ${encoding}: save it as UTF-8, or convert it: ${conversion(file, encoding)}`);
}

/** A file that is not UTF-8 although no mark says so. */
export function notUtf8(file: string, line: number): FileError {
  const how = conversion(file, 'WINDOWS-1252');
  return new FileError(
    file,
    `is not UTF-8 in this line: save the file as UTF-8, or convert it from what it is: ${how}`,
    line,
  );
}

function conversion(file: string, from: string): string {
  return `iconv -f ${from} -t UTF-8 '${file}' > utf8.txt`;
}

/**
 * The first line that is not UTF-8; 1 is the first of the file.
 * @param bytes the whole file from its start
 */
export async function firstLineNotUtf8(bytes: AsyncIterable<Buffer>): Promise<number> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let line = 1;
  let wasReturn = false;
  const isUtf8 = (part?: Buffer): boolean => {
    try {
      decoder.decode(part, { stream: part !== undefined });
      return true;
    } catch {
      return false;
    }
  };
  for await (const chunk of bytes) {
    let start = 0;
    for (const [index, byte] of chunk.entries()) {
      // A CRLF is one end of a line.
      if (wasReturn && byte !== LF) line += 1;
      wasReturn = byte === CR;
      if (byte !== LF && byte !== CR) continue;
      if (!isUtf8(chunk.subarray(start, index + 1))) return line;
      start = index + 1;
      if (byte === LF) line += 1;
    }
    if (!isUtf8(chunk.subarray(start))) return line;
  }
  return line;
}

const LF = 10;
const CR = 13;
