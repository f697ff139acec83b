import { isGuessable, LEAST_OF_KEY, LEAST_OF_SECRET } from './guessable';

describe('a secret that can be guessed', () => {
  it.each([
    'aaaaaaaaaaaaaaaa',
    'abababababababab',
    '1234567890123456',
    '0123456789abcdef',
    'fedcba9876543210',
    'changemechangeme',
    'passwordpassword',
    'Password12345678',
  ])('of a key: %s', (secret) => {
    expect(isGuessable(secret, LEAST_OF_KEY)).toBe(true);
  });

  it.each(['12345678901234567890123456789012', 'changeme-changeme-changeme-changeme'])('of a log: %s', (secret) => {
    expect(isGuessable(secret, LEAST_OF_SECRET)).toBe(true);
  });

  it.each([
    ['a-secret-of-the-desk', LEAST_OF_KEY],
    ['at-least-16-characters', LEAST_OF_KEY],
    ['q7Zt1x9LkP0vB3mE', LEAST_OF_KEY],
    ['c41f0e9a7b2d6385', LEAST_OF_KEY],
    ['at least 32 characters that nobody can guess', LEAST_OF_SECRET],
    ['d2f0b8c6a41e97355fbe08d1c4a76293', LEAST_OF_SECRET],
  ])('is none of these: %s', (secret, least) => {
    expect(isGuessable(secret, least)).toBe(false);
  });
});
