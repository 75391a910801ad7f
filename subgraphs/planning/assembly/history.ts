import { drawUniforms, UNIFORMS } from "./draws";

/** Months of history, at most. */
export const HISTORY_MAX: i32 = 2400;

// Inputs.
/** i32: assets, months of history, 1 for sequences in their historical order. */
export const HISTORY_SHAPE: usize = memory.data(12, 16);
/** u32: a word below it starts a new block; the mean block length is 2^32 by it. */
export const BLOCK_BOUND: usize = memory.data(4, 16);
/** Gross returns of the assets, then growth of prices: months x (assets + 1), row-major. */
export const HISTORY: usize = memory.data(326400, 16);

/** Where in history each of the four paths is. */
const PLACES: usize = memory.data(16, 16);
const GROWTH: usize = memory.data(32, 16);

export function beginHistory(firstPath: i32): void {
  for (let lane: i32 = 0; lane < 4; lane++) {
    store<i32>(PLACES + <usize>(lane << 2), firstPath + lane - 1);
  }
}

/** One month of the four paths: gross returns at `gross` (assets x 4 doubles). @returns growth of prices */
export function monthOfHistory(month: i32, gross: usize): usize {
  const assets = load<i32>(HISTORY_SHAPE);
  const months = load<i32>(HISTORY_SHAPE, 4);
  const isSequence = load<i32>(HISTORY_SHAPE, 8);
  if (!isSequence) drawUniforms(month, 4);
  for (let lane: usize = 0; lane < 4; lane++) {
    let place = load<i32>(PLACES + (lane << 2)) + 1;
    if (!isSequence) {
      const isNew = month == 1 || load<u32>(UNIFORMS + (lane << 2)) < load<u32>(BLOCK_BOUND);
      if (isNew) place = <i32>((<u64>load<u32>(UNIFORMS + (lane << 2), 16) * <u64>months) >> 32);
    }
    // history ends where it begins
    while (place >= months) place -= months;
    store<i32>(PLACES + (lane << 2), place);
    const row = HISTORY + <usize>((place * (assets + 1)) << 3);
    for (let i: usize = 0; i < <usize>assets; i++) {
      store<f64>(gross + (i << 5) + (lane << 3), load<f64>(row + (i << 3)));
    }
    store<f64>(GROWTH + (lane << 3), load<f64>(row + <usize>(assets << 3)));
  }
  return GROWTH;
}
