import { ASSETS, beginPaths, fillMonths, GROSS, PRICE_LEVELS } from "./market";
import { monthNormals } from "./normals";

export { ANTITHETIC } from "./draws";
export { CORRELATIONS, GARCH, GARCH_CONSTANTS, GARCH_SHAPE } from "./garch";
export { BLOCK_BOUND, HISTORY, HISTORY_MAX, HISTORY_SHAPE } from "./history";
export {
  ASSETS,
  ASSETS_MAX,
  beginPaths,
  fillMonths,
  GROSS,
  MODEL,
  MONTHS_MAX,
  PRICE_LEVELS,
} from "./market";
export { philoxBlock, setKey, WORDS } from "./philox";
export { BOUNDS, CONSTANTS, DEVIATIONS, ROWS, SHAPE, SKEWS } from "./regimes";

// Limits; the domain's limits are the same or smaller.
export const GOALS_MAX: i32 = 24;
export const CHECKPOINTS_MAX: i32 = 102;
export const SLICE_MAX: i32 = 256;

/** Bit of a path's flags that says a withdrawal was not paid in full; bits 0..23 are the goals. */
export const WITHDRAWAL_SHORT: i32 = 0x40000000;

// Inputs, written by the host before `run`. Money is today's.
/** i32: months, goals, checkpoints, months from one rebalancing to the next. */
export const COUNTS: usize = memory.data(16, 16);
/** Doubles: wealth today, cost of a dollar traded in rebalancing. */
export const MONEY: usize = memory.data(16, 16);
/** Target weights of each year: 100 x 16. */
export const WEIGHTS: usize = memory.data(12800, 16);
/** Taken at the start of month m, index m - 1. */
export const WITHDRAWALS: usize = memory.data(9600, 16);
/** Paid in at the end of month m, index m - 1. */
export const CONTRIBUTIONS: usize = memory.data(9600, 16);
export const GOAL_MONTHS: usize = memory.data(96, 16);
export const GOAL_SPENDS: usize = memory.data(96, 16);
export const GOAL_AMOUNTS: usize = memory.data(192, 16);
/** Months whose wealth is kept, rising. */
export const CHECKPOINTS: usize = memory.data(408, 16);

// Outputs.
/** Wealth in today's money, CHECKPOINTS_MAX x SLICE_MAX doubles, row-major. */
export const WEALTH: usize = memory.data(208896, 16);
export const FLAGS: usize = memory.data(1024, 16);

const NORMALS: usize = memory.data(640, 16);

/** Months of market that are drawn at once, so that they stay in the processor's nearest memory. */
const STRETCH: i32 = 12;

/** Holdings of two paths: 16 vectors for each pair. */
const HOLDINGS: usize = memory.data(512, 16);

/** Two paths in the making: wealth and flags of the current month. */
let wealth: v128 = f64x2.splat(0);
let flags: v128 = f64x2.splat(0);

/** The month's standard normals of paths firstPath..firstPath + 3, for tests: count x 4 doubles. */
export function normalsOf(firstPath: i32, month: i32, count: i32): usize {
  const paths = i32x4.add(i32x4.splat(firstPath), i32x4(0, 1, 2, 3));
  monthNormals(paths, month, count, NORMALS);
  return NORMALS;
}

function invest(assets: i32, holdings: usize, weights: usize): void {
  for (let i: i32 = 0; i < assets; i++) {
    const weight = v128.load64_splat(weights + <usize>(i << 3));
    v128.store(holdings + <usize>(i << 4), f64x2.mul(weight, wealth));
  }
}

/** Takes `amount` where wealth suffices; where not, everything, or nothing when it is a goal. */
function take(assets: i32, holdings: usize, amount: v128, isGoal: boolean): v128 {
  const short = f64x2.lt(wealth, amount);
  const rest = f64x2.sub(wealth, isGoal ? v128.andnot(amount, short) : amount);
  const left = isGoal ? rest : v128.andnot(rest, short);
  // 0 / 0 where there was nothing
  const share = v128.and(f64x2.div(left, wealth), f64x2.gt(wealth, f64x2.splat(0)));
  for (let i: i32 = 0; i < assets; i++) {
    const at = holdings + <usize>(i << 4);
    v128.store(at, f64x2.mul(v128.load(at), share));
  }
  wealth = left;
  return short;
}

function grow(assets: i32, holdings: usize, gross: usize): void {
  let total = f64x2.splat(0);
  for (let i: i32 = 0; i < assets; i++) {
    const at = holdings + <usize>(i << 4);
    const grown = f64x2.mul(v128.load(at), v128.load(gross + <usize>(i << 5)));
    v128.store(at, grown);
    total = f64x2.add(total, grown);
  }
  wealth = total;
}

function contribute(assets: i32, holdings: usize, weights: usize, amount: v128): void {
  for (let i: i32 = 0; i < assets; i++) {
    const at = holdings + <usize>(i << 4);
    const weight = v128.load64_splat(weights + <usize>(i << 3));
    v128.store(at, f64x2.add(v128.load(at), f64x2.mul(weight, amount)));
  }
  wealth = f64x2.add(wealth, amount);
}

/** Back to the target weights; what it costs is paid from wealth. */
function rebalance(assets: i32, holdings: usize, weights: usize): void {
  const rate = load<f64>(MONEY, 8);
  if (rate > 0) {
    let traded = f64x2.splat(0);
    for (let i: i32 = 0; i < assets; i++) {
      const weight = v128.load64_splat(weights + <usize>(i << 3));
      const difference = f64x2.sub(
        f64x2.mul(weight, wealth),
        v128.load(holdings + <usize>(i << 4)),
      );
      traded = f64x2.add(traded, f64x2.abs(difference));
    }
    wealth = f64x2.sub(wealth, f64x2.mul(f64x2.splat(rate), traded));
  }
  invest(assets, holdings, weights);
}

/** A month of two paths, up to the goals. @param levels price levels at its start, then its end */
function step(month: i32, holdings: usize, gross: usize, levels: usize): void {
  const assets = load<i32>(ASSETS);
  const at = <usize>((month - 1) << 3);
  const weights = WEIGHTS + <usize>(((month - 1) / 12) << 7);
  if (load<f64>(WITHDRAWALS + at) > 0) {
    const amount = f64x2.mul(v128.load64_splat(WITHDRAWALS + at), v128.load(levels));
    const short = take(assets, holdings, amount, false);
    flags = v128.or(flags, v128.and(short, i64x2.splat(<i64>WITHDRAWAL_SHORT)));
  }
  grow(assets, holdings, gross);
  if (load<f64>(CONTRIBUTIONS + at) > 0) {
    const amount = f64x2.mul(v128.load64_splat(CONTRIBUTIONS + at), v128.load(levels, 32));
    contribute(assets, holdings, weights, amount);
  }
}

/** Pays (or only measures) one goal where wealth suffices; where it does not, sets the goal's bit. */
function settleGoal(goal: i32, holdings: usize, level: v128): void {
  const amount = f64x2.mul(v128.load64_splat(GOAL_AMOUNTS + <usize>(goal << 3)), level);
  const short = load<i32>(GOAL_SPENDS + <usize>(goal << 2))
    ? take(load<i32>(ASSETS), holdings, amount, true)
    : f64x2.lt(wealth, amount);
  flags = v128.or(flags, v128.and(short, i64x2.splat((<i64>1) << goal)));
}

/** Goals `goal` to `nextGoal - 1` are due. */
function settleGoals(goal: i32, nextGoal: i32, holdings: usize, level: v128): void {
  for (let g = goal; g < nextGoal; g++) settleGoal(g, holdings, level);
}

/** The end of a month: perhaps it is time to rebalance. */
function close(month: i32, holdings: usize): void {
  const every = load<i32>(COUNTS, 12);
  if (every && month % every == 0 && month < load<i32>(COUNTS)) {
    rebalance(load<i32>(ASSETS), holdings, WEIGHTS + <usize>((month / 12) << 7));
  }
}

function keep(checkpoint: i32, column: i32, level: v128): void {
  const at = WEALTH + <usize>((checkpoint * SLICE_MAX + column) << 3);
  v128.store(at, f64x2.div(wealth, level));
}

/** Runs four paths; `column` is their first column in WEALTH and FLAGS. */
function runFour(firstPath: i32, column: i32): void {
  const assets = load<i32>(ASSETS);
  const months = load<i32>(COUNTS);
  const goals = load<i32>(COUNTS, 4);
  const checkpoints = load<i32>(COUNTS, 8);
  beginPaths(firstPath);
  wealth = v128.load64_splat(MONEY);
  invest(assets, HOLDINGS, WEIGHTS);
  invest(assets, HOLDINGS + 256, WEIGHTS);
  let wealth0 = wealth;
  let wealth1 = wealth;
  let flags0 = i64x2.splat(0);
  let flags1 = flags0;
  let goal: i32 = 0;
  let checkpoint: i32 = 0;
  for (let month: i32 = 0; month <= months; month++) {
    let level = PRICE_LEVELS;
    if (month > 0) {
      const stretch = (month - 1) % STRETCH;
      if (stretch == 0) fillMonths(min(STRETCH, months - month + 1));
      const gross = GROSS + <usize>((stretch * assets) << 5);
      level = PRICE_LEVELS + <usize>((stretch + 1) << 5);
      let nextGoal = goal;
      while (nextGoal < goals && load<i32>(GOAL_MONTHS + <usize>(nextGoal << 2)) == month)
        nextGoal++;
      wealth = wealth0;
      flags = flags0;
      step(month, HOLDINGS, gross, level - 32);
      settleGoals(goal, nextGoal, HOLDINGS, v128.load(level));
      close(month, HOLDINGS);
      wealth0 = wealth;
      flags0 = flags;
      wealth = wealth1;
      flags = flags1;
      step(month, HOLDINGS + 256, gross + 16, level - 16);
      settleGoals(goal, nextGoal, HOLDINGS + 256, v128.load(level, 16));
      close(month, HOLDINGS + 256);
      wealth1 = wealth;
      flags1 = flags;
      goal = nextGoal;
    }
    if (checkpoint < checkpoints && load<i32>(CHECKPOINTS + <usize>(checkpoint << 2)) == month) {
      const one = f64x2.splat(1);
      wealth = wealth0;
      keep(checkpoint, column, month ? v128.load(level) : one);
      wealth = wealth1;
      keep(checkpoint, column + 2, month ? v128.load(level, 16) : one);
      checkpoint++;
    }
  }
  v128.store(FLAGS + <usize>(column << 2), v128.shuffle<i32>(flags0, flags1, 0, 2, 4, 6));
}

/**
 * Simulates `count` paths (rounded up to a multiple of four, at most SLICE_MAX) from `firstPath`.
 *
 * A month is: pay the withdrawal out of every holding in proportion, let the holdings grow, add the
 * contribution at the target weights, settle the goals that are due, and when it is time, rebalance
 * to the target weights of the month that follows.
 */
export function run(firstPath: i32, count: i32): void {
  for (let column: i32 = 0; column < count; column += 4) runFour(firstPath + column, column);
}
