/** A seeded generator, so that every run of the fake serves the same traces. */
export function random(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  return {
    next,
    whole: (below) => Math.floor(next() * below),
    /** Around a middle, with the long tail that latencies have. */
    around: (middle) => middle * Math.exp((next() + next() + next() - 1.5) * 0.7),
    hex: (digits) => Array.from({ length: digits }, () => Math.floor(next() * 16).toString(16)).join(""),
    chance: (share) => next() < share,
  };
}
