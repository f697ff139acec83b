import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashOfSecret, keyRing, parseApiKeys } from './api-keys';
import { ApiKeys } from '@redress/nestjs';
import { ConfigError } from './config-error';
import { keepOnce } from './keep-once';
import { secretOf } from './secret';

describe('what the data directory keeps', () => {
  let dataDir: string;

  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'redress-config-'));
  });

  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

  it('is made once, for this user alone, and nothing is left beside it', () => {
    const file = join(dataDir, 'secret');
    expect([keepOnce(file, 'first'), keepOnce(file, 'second')]).toEqual([true, false]);
    expect(readFileSync(file, 'utf8')).toBe('first');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(dataDir)).toEqual(['secret']);
  });

  it('names the file that cannot be written', () => {
    expect(() => keepOnce(join(dataDir, 'nowhere', 'secret'), 'x')).toThrow(
      /nowhere.secret cannot be written \(ENOENT\)/,
    );
  });

  it('is the same secret at every start', () => {
    const first = secretOf({ secret: null, dataDir });
    expect(first.length).toBeGreaterThan(32);
    expect(secretOf({ secret: null, dataDir })).toEqual(first);
  });

  it.each(['', '\n', 'half of a sec'])('refuses a secret that was kept only in part: %j', (text) => {
    writeFileSync(join(dataDir, 'secret'), text);
    expect(() => secretOf({ secret: null, dataDir })).toThrow(ConfigError);
  });

  it('is the hash of the first key; only who made it learns the key', () => {
    const first = keyRing({ apiKeys: [], dataDir });
    const second = keyRing({ apiKeys: [], dataDir });
    expect(second).toEqual({ keys: first.keys, firstSecret: null });
    expect(first.keys).toMatchObject([{ role: 'admin', secretHash: hashOfSecret(first.firstSecret ?? '') }]);
  });

  it('says what to do about a first key that cannot be read', () => {
    writeFileSync(join(dataDir, 'first-key.json'), '{"name":');
    expect(() => keyRing({ apiKeys: [], dataDir })).toThrow(/remove it to have a new admin key made/);
  });
});

describe('the configured keys', () => {
  it('are name, role and a secret, which may hold colons', () => {
    expect(parseApiKeys('desk:agent:q7Zt1x9L:kP0vB3mE, boss:admin:c41f0e9a7b2d6385,')).toEqual([
      { name: 'desk', role: 'agent', secret: 'q7Zt1x9L:kP0vB3mE' },
      { name: 'boss', role: 'admin', secret: 'c41f0e9a7b2d6385' },
    ]);
  });

  it('may give a name two secrets, the old one and the new one, and both are let in', () => {
    const apiKeys = parseApiKeys('crm:agent:q7Zt1x9LkP0vB3mE,crm:agent:c41f0e9a7b2d6385');
    const { keys } = keyRing({ apiKeys, dataDir: '/nowhere' });
    const ring = new ApiKeys(keys);
    for (const { secret } of apiKeys) expect(ring.authenticate(`Bearer ${secret}`)).toMatchObject({ name: 'crm' });
  });

  it.each([
    ['a secret alone', '0123456789abcdef', /entry 1: give name:role:secret/],
    ['a secret with a comma', 'desk:agent:q7Zt1x9LkP0vB3mE,0123456789', /entry 2: .* comma/],
    [
      'a name three times',
      'desk:agent:q7Zt1x9LkP0vB3mE,desk:agent:c41f0e9a7b2d6385,desk:agent:Lk9x1tZ7qEm3Bv0P',
      /names desk 3 times/,
    ],
    [
      'a name in two roles',
      'desk:agent:q7Zt1x9LkP0vB3mE,desk:admin:c41f0e9a7b2d6385',
      /desk twice with different roles/,
    ],
    ['a secret twice', 'desk:agent:q7Zt1x9LkP0vB3mE,boss:admin:q7Zt1x9LkP0vB3mE', /secret of boss stands there twice/],
    ['a secret that can be guessed', 'desk:agent:0123456789abcdef', /desk.*can be guessed/],
    ['a secret that no header can carry', 'desk:agent:q7Zt1x9L kP0vB3mE', /desk.*printable ASCII/],
  ])('are refused without showing a secret: %s', (_what, text, expected) => {
    const refused = (): unknown => parseApiKeys(text);
    expect(refused).toThrow(expected);
    expect(refused).not.toThrow(/0123456789|q7Zt1x9L|c41f0e9a/);
  });
});
