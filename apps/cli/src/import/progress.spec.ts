import { PassThrough } from 'node:stream';
import { progressBar } from './progress';

describe('the progress bar', () => {
  it('says how many rows are done', () => {
    const stream = Object.assign(new PassThrough(), { isTTY: true, cursorTo: () => true, clearLine: () => true });
    const bar = progressBar(stream);
    bar.start(200);
    bar.advance(50);
    bar.stop();
    expect(String(stream.read())).toContain('50/200 rows');
  });
});
