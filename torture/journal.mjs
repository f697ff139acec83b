// What a writer was told, kept outside the store. A line is written at once and kept by the system when the process is gone.
//   B commandId caseId JSON          a command was begun
//   E stream revision id hash        the store acknowledged an event ("-" for the hash of an unsealed one)
//   A commandId caseId revision position effect   the command was acknowledged
//   R commandId code ms              the command was refused, after so many milliseconds
//   X commandId message              something failed that must not
import { closeSync, openSync, readSync, writeSync } from 'node:fs';

export class JournalWriter {
  constructor(file) {
    this.fd = openSync(file, 'a');
  }

  write(...words) {
    writeSync(this.fd, `${words.join(' ')}\n`);
  }
}

/** Reads on from where it stopped; a line without its end is left for later. */
export class JournalReader {
  offset = 0;
  rest = '';

  constructor(file) {
    this.file = file;
  }

  /** Calls back with the words of each new line, the fourth and later ones of B, and the third of X, as one. */
  read(onLine) {
    const fd = openSync(this.file, 'a+');
    const buffer = Buffer.alloc(1 << 20);
    // Cut between characters otherwise.
    const decoder = (this.decoder ??= new TextDecoder());
    for (let bytes; (bytes = readSync(fd, buffer, 0, buffer.length, this.offset)) > 0;) {
      this.offset += bytes;
      const lines = (this.rest + decoder.decode(buffer.subarray(0, bytes), { stream: true })).split('\n');
      this.rest = lines.pop();
      for (const line of lines) onLine(line.split(' '), line);
    }
    closeSync(fd);
  }
}
