import { drawFor } from "./draws";
import { beginGarch, monthOfGarch } from "./garch";
import { beginHistory, monthOfHistory } from "./history";
import { beginRegimes, monthOfRegimes } from "./regimes";

// Limits; the domain's limits are the same or smaller.
export const ASSETS_MAX: i32 = 16;
export const MONTHS_MAX: i32 = 1200;

// What MODEL may be.
export const REGIMES_MODEL: i32 = 0;
export const GARCH_MODEL: i32 = 1;
export const HISTORY_MODEL: i32 = 2;

// Inputs, written by the host before `beginPaths`; those of a model are in the model's file.
export const MODEL: usize = memory.data(4, 16);
export const ASSETS: usize = memory.data(4, 16);

// Outputs of `fillMonths`, four paths side by side.
/** Gross return of each asset in each month filled: months x assets x 4 doubles. */
export const GROSS: usize = memory.data(614400, 16);
/** Price level at the start of the first month filled, then at the end of each: (months + 1) x 4. */
export const PRICE_LEVELS: usize = memory.data(38432, 16);

/** The four paths in the making: the month they have reached and its price levels. */
let month: i32 = 0;
let priceLevel0: v128 = f64x2.splat(1);
let priceLevel1: v128 = f64x2.splat(1);

/** Starts paths `firstPath` to `firstPath + 3` at month 0. */
export function beginPaths(firstPath: i32): void {
  month = 0;
  priceLevel0 = f64x2.splat(1);
  priceLevel1 = f64x2.splat(1);
  drawFor(firstPath);
  const model = load<i32>(MODEL);
  if (model == REGIMES_MODEL) beginRegimes();
  else if (model == GARCH_MODEL) beginGarch();
  else beginHistory(firstPath);
}

function nextMonth(gross: usize): usize {
  const model = load<i32>(MODEL);
  if (model == REGIMES_MODEL) return monthOfRegimes(month, gross);
  if (model == GARCH_MODEL) return monthOfGarch(month, gross);
  return monthOfHistory(month, gross);
}

/** Takes the four paths `count` months further, into the first months of GROSS and PRICE_LEVELS. */
export function fillMonths(count: i32): void {
  const assets = load<i32>(ASSETS);
  v128.store(PRICE_LEVELS, priceLevel0);
  v128.store(PRICE_LEVELS, priceLevel1, 16);
  for (let m: i32 = 0; m < count; m++) {
    month++;
    const growth = nextMonth(GROSS + <usize>((m * assets) << 5));
    priceLevel0 = f64x2.mul(priceLevel0, v128.load(growth));
    priceLevel1 = f64x2.mul(priceLevel1, v128.load(growth, 16));
    const level = PRICE_LEVELS + <usize>((m + 1) << 5);
    v128.store(level, priceLevel0);
    v128.store(level, priceLevel1, 16);
  }
}
