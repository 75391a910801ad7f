// Runs as a worker thread; see startThread.
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import type { CompiledPlan } from "../domain/plan/compiledPlan.js";
import type { PlanWork } from "../domain/plan/compilePlan.js";
import { HouseholdWalk, type PathMarket } from "../domain/plan/householdWalk.js";
import { LEDGER, type LedgerLine } from "../domain/plan/ledger.js";
import {
  fanRows,
  type OutcomeSlice,
  type PathOutcomes,
  SCALARS,
  writePath,
  yearsOf,
} from "../domain/plan/pathOutcomes.js";
import { planNumbers, type PlanNumbers } from "../domain/plan/planStatistics.js";
import type { PathYear } from "../domain/plan/planSimulation.js";
import { sustainableRates } from "../domain/plan/spendingRule.js";
import { Kernel, LANES } from "./Kernel.js";

/** What a thread is asked; each order holds all that it needs. */
export type HouseholdOrder =
  | {
      readonly kind: "slice";
      readonly work: PlanWork;
      readonly firstPath: number;
      readonly paths: number;
    }
  | { readonly kind: "sustainable"; readonly work: PlanWork; readonly years: number }
  | { readonly kind: "replay"; readonly work: PlanWork; readonly path: number }
  | {
      readonly kind: "numbers";
      readonly outcomes: PathOutcomes;
      readonly count: number;
      readonly goals: number;
    };

export type HouseholdAnswer = OutcomeSlice | Float64Array[] | PathYear[] | PlanNumbers;

/** Paths of the guardrails' sample: beyond every path of a simulation. */
const SAMPLE_FROM = 0x4000_0000;
const SAMPLE = 1_000;

/** Does a household's orders with one instance of the kernel. */
export class HouseholdDesk {
  readonly #kernel: Kernel;

  constructor(module: WebAssembly.Module) {
    this.#kernel = new Kernel(module);
  }

  do(order: HouseholdOrder): HouseholdAnswer {
    switch (order.kind) {
      case "slice":
        return this.slice(order.work, order.firstPath, order.paths);
      case "sustainable":
        return this.sustainable(order.work, order.years);
      case "replay":
        return this.replay(order.work, order.path);
      case "numbers":
        return planNumbers(order.outcomes, order.count, order.goals);
    }
  }

  /** Walks the paths from `firstPath` on, a multiple of four. */
  slice({ plan, market }: PlanWork, firstPath: number, paths: number): OutcomeSlice {
    const years = yearsOf(plan);
    const slice: OutcomeSlice = {
      firstPath,
      paths,
      years,
      fan: new Float32Array(paths * fanRows(years)),
      scalars: new Float64Array(paths * SCALARS.length),
    };
    const walk = new HouseholdWalk(plan);
    for (let column = 0; column < paths; column += LANES) {
      const block = this.#kernel.marketBlock(market, firstPath + column);
      for (let lane = 0; lane < LANES && column + lane < paths; lane++) {
        walk.run({ ...block, stride: LANES, lane }, firstPath + column + lane);
        writePath(slice, column + lane, walk);
      }
    }
    return slice;
  }

  /** Rates that last with the rule's probabilities, over paths of their own at today's target mix. */
  sustainable({ plan, market }: PlanWork, years: number): Float64Array[] {
    const growth = new Float64Array(SAMPLE * years);
    for (let path = 0; path < SAMPLE; path += LANES) {
      const block = this.#kernel.marketBlock(market, SAMPLE_FROM + path);
      for (let lane = 0; lane < LANES; lane++) {
        const at = (path + lane) * years;
        fillGrowth(plan, { ...block, stride: LANES, lane }, growth.subarray(at, at + years));
      }
    }
    const { targetProbability, lowProbability, highProbability } = plan.rule;
    const wanted = [targetProbability, lowProbability, highProbability];
    return sustainableRates(growth, { paths: SAMPLE, years }, wanted);
  }

  /** One path again, year by year. */
  replay({ plan, market }: PlanWork, path: number): PathYear[] {
    const lane = path % LANES;
    const block = this.#kernel.marketBlock(market, path - lane);
    const walk = new HouseholdWalk(plan);
    const years: PathYear[] = [];
    let index = 1;
    const row = (month: number): PathYear => ({
      year: Math.floor(month / 12),
      priceLevel: block.priceLevels[(month + 1) * LANES + lane] ?? 1,
      portfolioReturn: walk.portfolio.index / index - 1,
      livingPeople: walk.lives.alive,
      lines: lines(walk.ledger),
      balances: [...walk.portfolio.values],
    });
    walk.run({ ...block, stride: LANES, lane }, path, (month) => {
      if ((month + 1) % 12 !== 0) return;
      years.push(row(month));
      index = walk.portfolio.index;
    });
    const last = walk.lives.endMonth;
    // a year that ends with the last life, and the tax that was settled after it
    if (last % 12 !== 0) years.push(row(last - 1));
    return years;
  }
}

function lines(ledger: Float64Array): Record<LedgerLine, number> {
  // one entry for each line
  return Object.fromEntries(LEDGER.map((name, i) => [name, ledger[i] ?? 0])) as Record<
    LedgerLine,
    number
  >;
}

/** Real growth of 1 dollar at the plan's first target mix, rebalanced monthly, by start of year. */
function fillGrowth(plan: CompiledPlan, market: PathMarket, growth: Float64Array): void {
  const { gross, priceLevels, stride, lane } = market;
  let value = 1;
  for (let month = 0; month < growth.length * 12; month++) {
    const price = priceLevels[Math.min(month, plan.months) * stride + lane] ?? 1;
    if (month % 12 === 0) growth[month / 12] = value / price;
    // plans that are longer than the markets go on with the markets from the start
    const from = (month % plan.months) * plan.assets * stride + lane;
    let monthly = 0;
    for (let a = 0; a < plan.assets; a++) {
      monthly += (plan.targets[a] ?? 0) * (gross[from + a * stride] ?? 1);
    }
    value *= monthly;
  }
}

function serve(port: MessagePort, module: WebAssembly.Module): void {
  const desk = new HouseholdDesk(module);
  port.on("message", ({ taskId, order }: { taskId: number; order: HouseholdOrder }) => {
    port.postMessage({ taskId, answer: desk.do(order) });
  });
}

const data: unknown = workerData;
if (parentPort && data && typeof data === "object" && "kernel" in data) {
  serve(parentPort, data.kernel as WebAssembly.Module);
}
