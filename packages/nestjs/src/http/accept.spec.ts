import { preferred } from './accept';

const LINES = 'application/x-ndjson';
const JSON_TYPE = 'application/json';

describe('what Accept asks for', () => {
  it.each<[string | undefined, string | null]>([
    [undefined, LINES],
    ['', LINES],
    ['*/*', LINES],
    ['application/*', LINES],
    ['application/json', JSON_TYPE],
    ['Application/JSON', JSON_TYPE],
    ['application/json; charset=utf-8', JSON_TYPE],
    ['application/json, text/plain, */*', JSON_TYPE],
    ['application/x-ndjson', LINES],
    ['application/json;q=0.5, application/x-ndjson', LINES],
    ['application/json, application/x-ndjson', JSON_TYPE],
    ['application/x-ndjson, application/json', LINES],
    ['text/html, application/xhtml+xml, */*;q=0.8', LINES],
    ['*/*, application/x-ndjson;q=0', JSON_TYPE],
    ['application/x-ndjson;q=0.0', null],
    ['*/*;q=0', null],
    ['text/html', null],
    ['text/*, image/png', null],
    ['application/problem+json', null],
    ['nonsense', LINES],
    ['nonsense, text/csv', null],
    ['application/json;q=nonsense', JSON_TYPE],
  ])('%s: %s', (accept, type) => expect(preferred(accept, [LINES, JSON_TYPE])).toBe(type));

  it('of a route with one type', () => {
    expect(preferred('application/x-ndjson', [JSON_TYPE])).toBeNull();
    expect(preferred('application/x-ndjson, */*;q=0.1', [JSON_TYPE])).toBe(JSON_TYPE);
  });
});
