import { RecordCorruptError, StoreUnavailableError, StoreUnusableError } from '@redress/event-store';
import { ConfigError } from './config/config-error';
import { startErrorLine } from './errors-at-start';

const config = { host: '127.0.0.1', port: 80 };
const failed = (code: string, syscall: string): Error => Object.assign(new Error(code), { code, syscall });

describe('the line for what keeps the service from starting', () => {
  it.each([
    ['EADDRINUSE', 'listen', /Port 80 .* taken/],
    ['EACCES', 'listen', /Port 80 .* may not be used/],
    ['EADDRNOTAVAIL', 'listen', /HOST/],
    ['ENOTFOUND', 'getaddrinfo', /HOST/],
  ])('says of %s what to do', (code, syscall, expected) => {
    expect(startErrorLine(failed(code, syscall), config)).toMatch(expected);
  });

  it('blames no port for a file that may not be opened', () => {
    expect(startErrorLine(failed('EACCES', 'open'), config)).toBeNull();
  });

  it.each([ConfigError, StoreUnusableError, StoreUnavailableError])('is what was said already: %p', (type) => {
    expect(startErrorLine(new type('Set it right'), null)).toBe('Set it right');
  });

  it('names an event that everything rests on and nobody can trust, and says what to do', () => {
    const line = startErrorLine(
      new RecordCorruptError('policy-default', 0, 'its hash does not match its content'),
      null,
    );
    expect(line).toMatch(/Event 0 of policy-default .* restore the log/);
  });

  it('is missing for what nobody foresaw', () => {
    expect(startErrorLine(new TypeError('x'), config)).toBeNull();
  });
});
