/** So many characters of a secret must not follow from those before them. */
export const LEAST_OF_KEY = 10;
export const LEAST_OF_SECRET = 16;

/**
 * Whether a secret is made of too little: repetitions and runs such as `changeme-changeme` or `0123456789abcdef`. A phrase that
 * somebody knows cannot be told from one that nobody does.
 * @param least characters that neither repeat a pair nor stand beside the one before them in the alphabet
 */
export function isGuessable(secret: string, least: number): boolean {
  const pairs = new Set<string>();
  let fresh = 0;
  for (let i = 0; i < secret.length; i++) {
    const step = i === 0 ? Infinity : Math.abs(secret.charCodeAt(i) - secret.charCodeAt(i - 1));
    const pair = secret.slice(i - 1, i + 1);
    if (step > 1 && !pairs.has(pair)) fresh += 1;
    if (i > 0) pairs.add(pair);
  }
  return fresh < least;
}
