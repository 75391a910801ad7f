import { FLOW_KINDS, type FlowKind } from "./cashFlow.js";
import type { CompiledPlan, FloatingFlow, FlowGroup } from "./compiledPlan.js";
import type { Lives } from "./lives.js";

const KIND = Object.fromEntries(FLOW_KINDS.map((kind, i) => [kind, i])) as Record<FlowKind, number>;

/** The flows of one month by kind, in money of the month. */
export class MonthFlows {
  wages0 = 0;
  wages1 = 0;
  readonly #sums = new Float64Array(FLOW_KINDS.length);
  readonly #plan: CompiledPlan;
  readonly #lives: Lives;

  constructor(plan: CompiledPlan, lives: Lives) {
    this.#plan = plan;
    this.#lives = lives;
  }

  of(kind: FlowKind): number {
    return this.#sums[KIND[kind]] ?? 0;
  }

  /** Spending that has to be met whatever a spending rule says. */
  needs(): number {
    return this.of("ESSENTIAL") + this.of("HEALTH") + this.of("EDUCATION");
  }

  /** @param priceOf price level at the start of a month */
  fill(month: number, priceOf: (month: number) => number): void {
    const { groups, floating } = this.#plan;
    const price = priceOf(month);
    this.#sums.fill(0);
    this.wages0 = this.wages1 = 0;
    for (const group of groups) {
      const full = (group.indexed[month] ?? 0) * price + (group.nominal[month] ?? 0);
      if (full !== 0) this.#add(group, full * this.#shareOf(group));
    }
    for (const flow of floating) {
      if (month >= flow.from && month < flow.until) this.#float(flow, month, priceOf);
    }
    // rent that ends with a purchase cannot end twice
    const essential = KIND.ESSENTIAL;
    if ((this.#sums[essential] ?? 0) < 0) this.#sums[essential] = 0;
  }

  #float(flow: FloatingFlow, month: number, priceOf: (month: number) => number): void {
    if (flow.person >= 0 && !this.#lives.isAlive(flow.person)) return;
    this.#add(flow, (flow.amounts[month - flow.from] ?? 0) * priceOf(flow.baseMonth));
  }

  #add({ kind, person }: Pick<FlowGroup, "kind" | "person">, amount: number): void {
    this.#sums[kind] = (this.#sums[kind] ?? 0) + amount;
    if (kind !== KIND.WAGES) return;
    if (person === 1) this.wages1 += amount;
    else this.wages0 += amount;
  }

  #shareOf({ person, kind, survivorShare }: FlowGroup): number {
    const lives = this.#lives;
    if (person >= 0) return lives.isAlive(person) ? 1 : survivorShare;
    const isShared = kind === KIND.ESSENTIAL || kind === KIND.DISCRETIONARY;
    return isShared && lives.wereTwo && lives.alive === 1 ? this.#plan.survivorSpendingShare : 1;
  }
}
