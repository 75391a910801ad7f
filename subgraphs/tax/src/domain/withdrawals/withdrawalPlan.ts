import { Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { COVERAGE_ASSUMPTION } from "../conversions/marketplaceYears.js";
import type { Solve, SolveStatus } from "../optimisation/linearProgramme.js";
import {
  isBetter,
  withdrawByRule,
  withdrawInOrder,
  type WithdrawalOutcome,
} from "../retirement/withdrawalOrder.js";
import {
  drawsFirst,
  type FirstDraws,
  WITHDRAWAL_ORDERS,
  type WithdrawalOrder,
} from "../retirement/withdrawalYear.js";
import { checkWithdrawals, type WithdrawalInput, withdrawalTaxes } from "./withdrawalFacts.js";
import { proposeWithdrawals } from "./withdrawalProgramme.js";

export type WithdrawalStrategy = WithdrawalOrder | "OPTIMISED";

/** A strategy over all years, by the exact engine. USD. */
export interface WithdrawalStrategyOutcome extends Omit<WithdrawalOutcome, "order"> {
  readonly strategy: WithdrawalStrategy;
}

/** Every order with the proposal, and the one that leaves most. */
export interface WithdrawalAnswer {
  readonly outcomes: readonly WithdrawalStrategyOutcome[];
  readonly best: WithdrawalStrategy; // the smallest shortfall, then the most after tax; on a tie an order
  readonly advantage: Decimal; // of the best over the conventional order, what is left after tax
  readonly solver: {
    readonly status: SolveStatus; // of the last programme
    readonly gap: number | null; // of the last programme
    readonly programmes: number;
    readonly error: Decimal | null; // what the last programme took its proposal for, less the exact
  };
  readonly assumptions: readonly string[];
  readonly notModelled: readonly string[];
}

const CONVENTIONAL: WithdrawalOrder = "TAXABLE_DEFERRED_ROTH";
const PASSES = 3;
const LIMITS = { seconds: 2, relativeGap: 0.0005 };
const STEPS = [20_000, 5_000]; // USD
const REPLAYS_MAX = 150;

type Proposal = Omit<WithdrawalOutcome, "order"> & { readonly firsts: readonly FirstDraws[] };

/**
 * Plans what to draw from which accounts: named orders, a mixed-integer programme around the best
 * of them and around its own proposals, and small changes of the best; all priced by the exact
 * engine. Without an answer of the solver in time the orders stand.
 *
 * @throws {Refusal} BAD_INPUT, TAX_YEAR_UNKNOWN
 */
export function withdrawalPlan(
  input: WithdrawalInput,
  solve: Solve,
  onProgress: (share: number) => void = () => undefined,
): WithdrawalAnswer {
  checkWithdrawals(input);
  const taxes = withdrawalTaxes(input);
  // the keys of a constant record are its orders
  const orders = Object.keys(WITHDRAWAL_ORDERS) as WithdrawalOrder[];
  const named = orders.map((order) => withdrawInOrder(input.plan, order, taxes.tax));
  onProgress(0.2);
  const replayed = (firsts: readonly FirstDraws[]): Proposal => ({
    firsts,
    ...withdrawByRule(
      input.plan,
      (wanted, available, i) => drawsFirst(firsts[i] ?? NOTHING, wanted, available),
      taxes.tax,
    ),
  });
  let around: Omit<WithdrawalOutcome, "order"> = named.reduce((a, b) => (isBetter(b, a) ? b : a));
  let best: Proposal | null = null;
  const solver: {
    status: SolveStatus;
    gap: number | null;
    programmes: number;
    error: Decimal | null;
  } = { status: "FAILED", gap: null, programmes: 0, error: null };
  for (let pass = 0; pass < PASSES; pass += 1) {
    const asked = proposeWithdrawals(input, taxes, around.rows, { solve, limits: LIMITS });
    solver.status = asked.status;
    solver.gap = asked.gap;
    solver.programmes += 1;
    onProgress(0.2 + (0.4 * (pass + 1)) / PASSES);
    if (!asked.firsts) break;
    const proposal = replayed(asked.firsts);
    solver.error =
      asked.worth === null ? null : new Decimal(asked.worth).minus(proposal.finalAfterTax);
    if (!best || isBetter(proposal, best)) best = proposal;
    around = proposal;
  }
  if (best) best = climbed(best, replayed);
  onProgress(1);
  const outcomes: WithdrawalStrategyOutcome[] = named.map(({ order, ...outcome }) => ({
    ...outcome,
    strategy: order,
  }));
  if (best) outcomes.push(optimised(best));
  const winner = outcomes.reduce((a, b) => (isBetter(b, a) ? b : a));
  const usual = outcomes.find((o) => o.strategy === CONVENTIONAL);
  return {
    outcomes,
    best: winner.strategy,
    advantage: winner.finalAfterTax.minus(usual?.finalAfterTax ?? ZERO),
    solver,
    assumptions: ASSUMPTIONS,
    notModelled: NOT_MODELLED,
  };
}

const NOTHING: FirstDraws = { deferred: ZERO, roth: ZERO, hsa: ZERO };

function optimised(proposal: Proposal): WithdrawalStrategyOutcome {
  const { rows, totalTax, presentTax, totalShortfall, firstShortfallYear, finalAfterTax } =
    proposal;
  return {
    strategy: "OPTIMISED",
    rows,
    totalTax,
    presentTax,
    totalShortfall,
    firstShortfallYear,
    finalAfterTax,
  };
}

/** More and less from deferred accounts and Roth, year by year, as long as it helps. */
function climbed(start: Proposal, replayed: (firsts: readonly FirstDraws[]) => Proposal): Proposal {
  let best = start;
  let replays = 0;
  for (const step of STEPS) {
    for (const index of start.firsts.keys()) {
      for (const [bucket, sign] of [
        ["deferred", 1],
        ["deferred", -1],
        ["roth", 1],
        ["roth", -1],
      ] as const) {
        const own = best.firsts[index] ?? NOTHING;
        const amount = Decimal.max(ZERO, own[bucket].plus(sign * step));
        if (amount.eq(own[bucket])) continue;
        if (replays >= REPLAYS_MAX) return best;
        replays += 1;
        const other = replayed(best.firsts.with(index, { ...own, [bucket]: amount }));
        if (isBetter(other, best)) best = other;
      }
    }
  }
  return best;
}

const ASSUMPTIONS: readonly string[] = [
  "Money is drawn at the start of each year; the rest grows at one rate, without variation.",
  "Income tax and Medicare surcharges are those of the exact federal engine; later years by projected figures.",
  "Required minimums come first; what they bring beyond the need is put into the taxable account.",
  "HSA money pays medical costs only; what is left of it is taxed like a deferred account.",
  COVERAGE_ASSUMPTION,
];

const NOT_MODELLED: readonly string[] = [
  "State income tax.",
  "Conversions to Roth (conversionPlan has them), basis in deferred accounts, a younger spouse's Joint table.",
  "Lots: shares are sold at average basis and all gain is long-term; losses are not carried forward.",
  "Roth accounts count as qualified; the 10 % tax before 59 1/2 has no exceptions here.",
  "All deferred accounts count as the owner's whose birth date is given.",
  "Medicare surcharges that fall due after the last year.",
];
