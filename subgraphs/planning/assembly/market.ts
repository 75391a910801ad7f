import { exponential } from "./elementary";
import { monthNormals } from "./normals";

// Limits; the domain's limits are the same or smaller.
export const ASSETS_MAX: i32 = 16;
export const MONTHS_MAX: i32 = 1200;

// Inputs, written by the host before `beginPaths`.
export const ASSETS: usize = memory.data(4, 16);
/** Mean of the monthly log return of each asset. */
export const MEANS: usize = memory.data(128, 16);
/** Lower Cholesky factor of the monthly covariance of log returns, 16 x 16, row-major. */
export const FACTOR: usize = memory.data(2048, 16);
/** Price level at the end of a month by that at its start. */
export const INFLATION_GROWTH: usize = memory.data(8, 16);

// Outputs of `fillMonths`, four paths side by side.
/** Gross return of each asset in each month filled: months x assets x 4 doubles. */
export const GROSS: usize = memory.data(614400, 16);
/** Price level at the start of the first month filled, then at the end of each: (months + 1) x 4. */
export const PRICE_LEVELS: usize = memory.data(38432, 16);

const NORMALS: usize = memory.data(512, 16);

/** The four paths in the making: their numbers, the month they have reached, its price levels. */
let paths: v128 = i32x4.splat(0);
let month: i32 = 0;
let priceLevel: v128 = f64x2.splat(1);

/** Starts paths `firstPath` to `firstPath + 3` at month 0. */
export function beginPaths(firstPath: i32): void {
  paths = i32x4.add(i32x4.splat(firstPath), i32x4(0, 1, 2, 3));
  month = 0;
  priceLevel = f64x2.splat(1);
}

/** Gross returns of one month for two of the four paths, from their normals (stride 32 bytes). */
function lognormalReturns(assets: i32, normals: usize, out: usize): void {
  for (let i: i32 = 0; i < assets; i++) {
    let log = v128.load64_splat(MEANS + <usize>(i << 3));
    const row = FACTOR + <usize>(i << 7);
    for (let j: i32 = 0; j <= i; j++) {
      const z = v128.load(normals + <usize>(j << 5));
      log = f64x2.add(log, f64x2.mul(v128.load64_splat(row + <usize>(j << 3)), z));
    }
    v128.store(out + <usize>(i << 5), exponential(log));
  }
}

/** Takes the four paths `count` months further, into the first months of GROSS and PRICE_LEVELS. */
export function fillMonths(count: i32): void {
  const assets = load<i32>(ASSETS);
  const growth = v128.load64_splat(INFLATION_GROWTH);
  v128.store(PRICE_LEVELS, priceLevel);
  v128.store(PRICE_LEVELS, priceLevel, 16);
  for (let m: i32 = 0; m < count; m++) {
    month++;
    monthNormals(paths, month, assets, NORMALS);
    const out = GROSS + <usize>((m * assets) << 5);
    lognormalReturns(assets, NORMALS, out);
    lognormalReturns(assets, NORMALS + 16, out + 16);
    priceLevel = f64x2.mul(priceLevel, growth);
    v128.store(PRICE_LEVELS + <usize>((m + 1) << 5), priceLevel);
    v128.store(PRICE_LEVELS + <usize>((m + 1) << 5), priceLevel, 16);
  }
}
