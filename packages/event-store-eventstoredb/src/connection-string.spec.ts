import { StoreUnusableError } from '@redress/event-store';
import { join } from 'node:path';
import { parseConnectionString } from './connection-string';

const CA = join(__dirname, '..', 'test', 'certificates', 'ca.crt');

it('reads hosts, ports and what the client needs', () => {
  expect(parseConnectionString('esdb://a:2111,b:2112,c?tls=false')).toMatchObject({
    name: 'a:2111, b:2112, c:2113',
    endpoints: [
      { address: 'a', port: 2111 },
      { address: 'b', port: 2112 },
      { address: 'c', port: 2113 },
    ],
    discover: false,
    tls: false,
  });
});

it('speaks TLS unless told otherwise', () => {
  expect(parseConnectionString('esdb://a').tls).toBe(true);
});

it('discovers the cluster behind one name', () => {
  expect(parseConnectionString('esdb+discover://cluster.example:2113')).toMatchObject({
    discover: true,
    endpoints: [{ address: 'cluster.example', port: 2113 }],
  });
});

it('takes user and password with escapes, certificates and settings, whatever the case of their names', () => {
  const target = parseConnectionString(
    `esdb://op%40desk:p%3Aw@a/?TlsCaFile=${encodeURIComponent(CA)}&keepAliveInterval=-1&gossip_timeout=3`,
  );
  expect(target.credentials).toEqual({ username: 'op@desk', password: 'p:w' });
  expect(target.ca?.toString()).toContain('BEGIN CERTIFICATE');
  expect(target.settings).toEqual({ keepAliveInterval: -1, gossipTimeout: 3 });
});

it('takes what other clients of EventStoreDB understand and this one has no use for', () => {
  const target = parseConnectionString('esdb://a?nodePreference=Leader&defaultDeadline=5&throwOnAppendFailure=false');
  expect(target.settings).toEqual({});
});

it.each([
  ['another scheme', 'http://op:pass-0123@a:2113', /another scheme/],
  ['no host', 'esdb://op:pass-0123@', /no host/],
  ['a port that is none', 'esdb://op:pass-0123@a:99999', /no host and port/],
  ['several hosts to discover', 'esdb+discover://op:pass-0123@a,b', /several hosts/],
  ['a user without a password', 'esdb://op@a', /without a password/],
  ['a broken escape', 'esdb://op:pass-0123%@a', /%25/],
  ['tls that is neither', 'esdb://op:pass-0123@a?tls=no', /neither true nor false/],
  ['a number that is none', 'esdb://op:pass-0123@a?gossipTimeout=soon', /no integer/],
  ['an unchecked certificate', 'esdb://op:pass-0123@a?tlsVerifyCert=false', /tlsCAFile/],
  ['a CA file that is not there', 'esdb://op:pass-0123@a?tlsCAFile=/none.crt', /ENOENT.*none\.crt/],
  ['half a user certificate', `esdb://op:pass-0123@a?userCertFile=${CA}`, /together/],
  ['a follower', 'esdb://op:pass-0123@a?nodePreference=follower', /leader/],
  ['an unknown option', 'esdb://op:pass-0123@a?tsl=false', /not known: tsl/],
])('refuses %s, and shows no password', (_, text, message) => {
  const parse = (): unknown => parseConnectionString(text);
  expect(parse).toThrow(StoreUnusableError);
  expect(parse).toThrow(message);
  expect(parse).not.toThrow(/0123/);
});
