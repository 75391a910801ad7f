/** Weight a start gives to the regime it puts an observation in. */
const SURE = 0.9;

/**
 * Starts for EM over a series: observations sorted into regimes by level, by distance from the mean
 * (calm and storm), by both over a moving year, and at random.
 *
 * @param level one number for each observation: y itself, or the mean of its assets
 * @param random uniform numbers; the same ones give the same starts
 * @returns for each start Pr(regime at t), observations x regimes
 */
export function switchingStarts(
  level: readonly number[],
  regimes: number,
  { randomStarts, random }: { readonly randomStarts: number; readonly random: () => number },
): Float64Array[] {
  const mean = level.reduce((a, b) => a + b, 0) / level.length;
  const distance = level.map((v) => Math.abs(v - mean));
  const scores = [level, distance, movingMean(level), movingMean(distance)];
  for (let i = 0; i < randomStarts; i++) scores.push(movingMean(level.map(() => random())));
  return scores.map((score) => byRank(score, regimes));
}

const WINDOW = 12;

function movingMean(values: readonly number[]): number[] {
  return values.map((_, t) => {
    const window = values.slice(Math.max(0, t - WINDOW / 2), t + WINDOW / 2);
    return window.reduce((a, b) => a + b, 0) / window.length;
  });
}

function byRank(score: readonly number[], regimes: number): Float64Array {
  const order = score.map((_, t) => t).sort((a, b) => (score[a] ?? 0) - (score[b] ?? 0));
  const weights = new Float64Array(score.length * regimes);
  weights.fill((1 - SURE) / (regimes - 1));
  for (const [rank, t] of order.entries()) {
    weights[t * regimes + Math.floor((rank * regimes) / score.length)] = SURE;
  }
  return weights;
}

/** A small generator for starts: mulberry32. Not for simulations. */
export function startNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
