import type { MarketPlan } from "../domain/marketPlan.js";
import type { SimulationPlan } from "../domain/simulationPlan.js";
import type { PathCounts } from "../domain/simulationResult.js";
import type { KernelExports } from "./kernelExports.js";
import { loadMarket } from "./loadMarket.js";

/** Wealth of every path of a run, checkpoints x paths, row-major, shared by all threads. */
export type WealthMatrix = Float64Array<SharedArrayBuffer>;

/** Entries of one year's weights in the kernel's memory. */
const WEIGHTS_ROW = 16;

/** Paths that a MarketBlock holds side by side. */
export const LANES = 4;

/**
 * The markets of four paths, side by side (a path is a lane, 0 to 3), from month 1 to the plan's last.
 *
 * Lane l is path `firstPath + l` of the plan. Its numbers depend on the plan and on that path alone,
 * to the last bit: not on the block it is read in, the thread, the machine or what was read before.
 *
 * Both arrays are views of the kernel's memory: read them before the next call of any method of the
 * same Kernel, or copy them.
 */
export interface MarketBlock {
  readonly firstPath: number;
  /**
   * Nominal value at the end of a month of 1 dollar that is in an asset at its start, > 0; before tax,
   * fees and trading. Months x assets x 4, row-major: month m (from 1) of asset a (its column in
   * `MarketPlan.assetClasses`) in lane l is at ((m - 1) * assets + a) * 4 + l.
   */
  readonly gross: Float64Array;
  /**
   * Price level, > 0, 1 today; a nominal amount divided by it is in today's money. (Months + 1) x 4:
   * at the end of month m (0: today) in lane l it is at m * 4 + l.
   */
  readonly priceLevels: Float64Array;
}

/** One instance of the WebAssembly kernel: its memory holds one plan at a time. */
export class Kernel {
  readonly exports: KernelExports;
  readonly sliceMax: number;
  #market: MarketPlan | null = null;
  #plan: SimulationPlan | null = null;

  constructor(module: WebAssembly.Module) {
    // the module is our own build; its exports are those of assembly/kernel.ts
    this.exports = new WebAssembly.Instance(module, {}).exports as unknown as KernelExports;
    this.sliceMax = Number(this.exports.SLICE_MAX.value);
  }

  /**
   * Draws the markets of paths `firstPath` to `firstPath + 3`, whichever model the plan has.
   *
   * @param market at most 16 assets and 1,200 months; one that is loaded already costs nothing
   * @param firstPath >= 0, any; blocks that do not overlap start at multiples of 4
   */
  marketBlock(market: MarketPlan, firstPath: number): MarketBlock {
    this.#useMarket(market);
    const { months, assetClasses } = market;
    this.exports.beginPaths(firstPath);
    this.exports.fillMonths(months);
    const buffer = this.exports.memory.buffer;
    const gross = Number(this.exports.GROSS.value);
    const priceLevels = Number(this.exports.PRICE_LEVELS.value);
    return {
      firstPath,
      gross: new Float64Array(buffer, gross, months * assetClasses.length * LANES),
      priceLevels: new Float64Array(buffer, priceLevels, (months + 1) * LANES),
    };
  }

  /**
   * Simulates `count` paths from `firstPath`, writes their wealth into their columns of `wealth`.
   *
   * @param count at most `sliceMax`
   */
  run(plan: SimulationPlan, firstPath: number, count: number, wealth: WealthMatrix): PathCounts {
    this.#load(plan);
    this.exports.run(firstPath, count);
    const buffer = this.exports.memory.buffer;
    const from = Number(this.exports.WEALTH.value);
    for (let row = 0; row < plan.checkpoints.length; row++) {
      const kept = new Float64Array(buffer, from + row * this.sliceMax * 8, count);
      wealth.set(kept, row * plan.paths + firstPath);
    }
    const flags = new Uint32Array(buffer, Number(this.exports.FLAGS.value), count);
    const short = Number(this.exports.WITHDRAWAL_SHORT.value);
    const counts = countFlags(flags, plan.goals.length, short);
    if (!plan.market.isAntithetic) return counts;
    // a pair succeeds together where neither of its paths has the bit
    const either = flags
      .filter((_, i) => i % 2 === 0)
      .map((flag, i) => flag | (flags[2 * i + 1] ?? 0));
    const { successes, withdrawalsPaid, goalsFunded } = countFlags(
      either,
      plan.goals.length,
      short,
    );
    return { ...counts, bothOfPair: { successes, withdrawalsPaid, goalsFunded } };
  }

  /** Writes a plan into the kernel's memory; a plan that is there already costs nothing. */
  #load(plan: SimulationPlan): void {
    this.#useMarket(plan.market);
    if (this.#plan === plan) return;
    const { exports } = this;
    const { goals, checkpoints } = plan;
    this.#integers(exports.COUNTS, [
      plan.market.months,
      goals.length,
      checkpoints.length,
      plan.rebalanceEveryMonths,
    ]);
    this.#doubles(exports.MONEY, [plan.start, plan.tradingCost]);
    for (const [year, weights] of plan.yearlyWeights.entries()) {
      this.#doubles(exports.WEIGHTS, weights, year * WEIGHTS_ROW);
    }
    this.#doubles(exports.WITHDRAWALS, plan.withdrawals);
    this.#doubles(exports.CONTRIBUTIONS, plan.contributions);
    this.#integers(
      exports.GOAL_MONTHS,
      goals.map((goal) => goal.month),
    );
    this.#integers(
      exports.GOAL_SPENDS,
      goals.map((goal) => Number(goal.spends)),
    );
    this.#doubles(
      exports.GOAL_AMOUNTS,
      goals.map((goal) => goal.amount),
    );
    this.#integers(exports.CHECKPOINTS, checkpoints);
    this.#plan = plan;
  }

  #useMarket(market: MarketPlan): void {
    if (this.#market === market) return;
    loadMarket(this.exports, market);
    this.#market = market;
  }

  #doubles(at: WebAssembly.Global, values: readonly number[], offset = 0): void {
    new Float64Array(this.exports.memory.buffer, Number(at.value)).set(values, offset);
  }

  #integers(at: WebAssembly.Global, values: readonly number[]): void {
    new Int32Array(this.exports.memory.buffer, Number(at.value)).set(values);
  }
}

function countFlags(flags: Uint32Array, goals: number, withdrawalShort: number): PathCounts {
  let successes = 0;
  let withdrawalsPaid = 0;
  const goalsFunded = Array.from({ length: goals }, () => 0);
  for (const flag of flags) {
    if (flag === 0) successes++;
    if ((flag & withdrawalShort) === 0) withdrawalsPaid++;
    for (let goal = 0; goal < goals; goal++) {
      if ((flag & (1 << goal)) === 0) goalsFunded[goal] = (goalsFunded[goal] ?? 0) + 1;
    }
  }
  return { paths: flags.length, successes, withdrawalsPaid, goalsFunded };
}
