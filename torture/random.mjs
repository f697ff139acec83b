// Choices that are the same in every run of one seed. The moments at which processes run are the machine's own.

/** Mulberry32: small, and good enough to choose with. */
export function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const below = (random, count) => Math.floor(random() * count);
export const oneOf = (random, choices) => choices[below(random, choices.length)];
