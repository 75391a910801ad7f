import { ASSETS, beginPaths, fillMonths, GROSS } from "./market";
import { monthNormals } from "./normals";

export {
  ASSETS,
  ASSETS_MAX,
  beginPaths,
  FACTOR,
  fillMonths,
  GROSS,
  INFLATION_GROWTH,
  MEANS,
  MONTHS_MAX,
  PRICE_LEVELS,
} from "./market";
export { philoxBlock, setKey, WORDS } from "./philox";

// Limits; the domain's limits are the same or smaller.
export const GOALS_MAX: i32 = 24;
export const CHECKPOINTS_MAX: i32 = 102;
export const SLICE_MAX: i32 = 256;

/** Bit of a path's flags that says a withdrawal was not paid in full; bits 0..23 are the goals. */
export const WITHDRAWAL_SHORT: i32 = 0x40000000;

// Inputs, written by the host before `run`.
/** Counts as i32: months, goals, checkpoints. */
export const COUNTS: usize = memory.data(12, 16);
/** Wealth today. */
export const START: usize = memory.data(8, 16);
export const WEIGHTS: usize = memory.data(128, 16);
/** Money at the start of month m, index m - 1. */
export const WITHDRAWALS: usize = memory.data(9600, 16);
/** Money at the end of month m, index m - 1. */
export const CONTRIBUTIONS: usize = memory.data(9600, 16);
export const GOAL_MONTHS: usize = memory.data(96, 16);
export const GOAL_SPENDS: usize = memory.data(96, 16);
export const GOAL_AMOUNTS: usize = memory.data(192, 16);
/** Months whose wealth is kept, rising. */
export const CHECKPOINTS: usize = memory.data(408, 16);

// Outputs.
/** Wealth, CHECKPOINTS_MAX x SLICE_MAX doubles, row-major. */
export const WEALTH: usize = memory.data(208896, 16);
export const FLAGS: usize = memory.data(1024, 16);

const NORMALS: usize = memory.data(512, 16);

/** Months of market that are drawn at once, so that they stay in the processor's nearest memory. */
const STRETCH: i32 = 12;

/** Two paths in the making: wealth and flags of the current month. */
let wealth: v128 = f64x2.splat(0);
let flags: v128 = f64x2.splat(0);

/** The month's standard normals of paths firstPath..firstPath + 3, for tests: count x 4 doubles. */
export function normalsOf(firstPath: i32, month: i32, count: i32): usize {
  const paths = i32x4.add(i32x4.splat(firstPath), i32x4(0, 1, 2, 3));
  monthNormals(paths, month, count, NORMALS);
  return NORMALS;
}

/** Gross return of the rebalanced portfolio for two paths, from the assets' (stride 32 bytes). */
function grossReturn(returns: usize): v128 {
  const assets = load<i32>(ASSETS);
  let gross = f64x2.splat(0);
  for (let i: i32 = 0; i < assets; i++) {
    const weight = v128.load64_splat(WEIGHTS + <usize>(i << 3));
    gross = f64x2.add(gross, f64x2.mul(weight, v128.load(returns + <usize>(i << 5))));
  }
  return gross;
}

/** Pays (or only measures) one goal where wealth suffices; where it does not, sets the goal's bit. */
function settleGoal(goal: i32): void {
  const amount = v128.load64_splat(GOAL_AMOUNTS + <usize>(goal << 3));
  const short = f64x2.lt(wealth, amount);
  flags = v128.or(flags, v128.and(short, i64x2.splat((<i64>1) << goal)));
  if (load<i32>(GOAL_SPENDS + <usize>(goal << 2))) {
    wealth = f64x2.sub(wealth, v128.andnot(amount, short));
  }
}

function step(month: i32, returns: usize): void {
  const at = <usize>((month - 1) << 3);
  const withdrawal = v128.load64_splat(WITHDRAWALS + at);
  const short = f64x2.lt(wealth, withdrawal);
  flags = v128.or(flags, v128.and(short, i64x2.splat(<i64>WITHDRAWAL_SHORT)));
  const invested = v128.andnot(f64x2.sub(wealth, withdrawal), short);
  const grown = f64x2.mul(invested, grossReturn(returns));
  wealth = f64x2.add(grown, v128.load64_splat(CONTRIBUTIONS + at));
}

/** Runs four paths; `column` is their first column in WEALTH and FLAGS. */
function runFour(firstPath: i32, column: i32): void {
  const assets = load<i32>(ASSETS);
  const months = load<i32>(COUNTS);
  const goals = load<i32>(COUNTS, 4);
  const checkpoints = load<i32>(COUNTS, 8);
  beginPaths(firstPath);
  let wealth0 = v128.load64_splat(START);
  let wealth1 = wealth0;
  let flags0 = i64x2.splat(0);
  let flags1 = flags0;
  let goal: i32 = 0;
  let checkpoint: i32 = 0;
  for (let month: i32 = 0; month <= months; month++) {
    if (month > 0) {
      const stretch = (month - 1) % STRETCH;
      if (stretch == 0) fillMonths(min(STRETCH, months - month + 1));
      const returns = GROSS + <usize>((stretch * assets) << 5);
      let nextGoal = goal;
      while (nextGoal < goals && load<i32>(GOAL_MONTHS + <usize>(nextGoal << 2)) == month)
        nextGoal++;
      wealth = wealth0;
      flags = flags0;
      step(month, returns);
      for (let g = goal; g < nextGoal; g++) settleGoal(g);
      wealth0 = wealth;
      flags0 = flags;
      wealth = wealth1;
      flags = flags1;
      step(month, returns + 16);
      for (let g = goal; g < nextGoal; g++) settleGoal(g);
      wealth1 = wealth;
      flags1 = flags;
      goal = nextGoal;
    }
    if (checkpoint < checkpoints && load<i32>(CHECKPOINTS + <usize>(checkpoint << 2)) == month) {
      const at = WEALTH + <usize>((checkpoint * SLICE_MAX + column) << 3);
      v128.store(at, wealth0);
      v128.store(at, wealth1, 16);
      checkpoint++;
    }
  }
  v128.store(FLAGS + <usize>(column << 2), v128.shuffle<i32>(flags0, flags1, 0, 2, 4, 6));
}

/**
 * Simulates `count` paths (rounded up to a multiple of four, at most SLICE_MAX) from `firstPath`.
 *
 * A month is: pay the withdrawal, let the portfolio at its target weights grow, rebalance, add the
 * contribution, settle the goals that are due.
 */
export function run(firstPath: i32, count: i32): void {
  for (let column: i32 = 0; column < count; column += 4) runFour(firstPath + column, column);
}
