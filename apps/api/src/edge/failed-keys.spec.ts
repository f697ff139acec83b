import { type Logger } from 'pino';
import { FailedKeys } from './failed-keys';

describe('what is told of refused keys', () => {
  it('names each address once a minute, some of them, and counts the rest', () => {
    let now = 0;
    const lines: object[] = [];
    const logger = { warn: (fields: object) => void lines.push(fields) } as unknown as Logger;
    const failed = new FailedKeys(logger, () => now);
    for (let n = 0; n < 1_000; n++) failed.tell(`192.0.2.${n % 100}`);
    expect(lines).toHaveLength(20);
    expect(lines[0]).toEqual({ address: '192.0.2.0' });
    now = 60_000;
    failed.tell('192.0.2.0');
    expect(lines.slice(20)).toEqual([{ times: 980 }, { address: '192.0.2.0' }]);
    now = 120_000;
    failed.tell('192.0.2.0');
    expect(lines.slice(22)).toEqual([{ address: '192.0.2.0' }]);
  });
});
