import { requireHousehold, type Viewer } from "@wealthgraph/chassis/viewer";
import { type Decimal, sum } from "@wealthgraph/kernel/decimal";
import { Failure } from "@wealthgraph/kernel/refusal";
import { isSheltered } from "../domain/account.js";
import { viewerScope } from "./access.js";
import { requireRange } from "./performance.js";
import type { DisposalRange, DisposalSum } from "./disposalPorts.js";
import type { Unit, Work } from "./ports.js";
import { inAccountCurrency } from "./saveHoldings.js";

/** Lots closed, added up; USD. */
export interface RealizedSum {
  readonly count: number;
  readonly proceeds: Decimal;
  readonly cost: Decimal;
  /** `proceeds` - `cost`, before the wash-sale rule. */
  readonly gain: Decimal;
  readonly disallowedLoss: Decimal;
  /** `gain` + `disallowedLoss`: what a tax return recognises. */
  readonly recognizedGain: Decimal;
}

export interface RealizedTotals extends DisposalRange {
  /** Of taxable accounts. */
  readonly shortTerm: RealizedSum;
  readonly longTerm: RealizedSum;
  /** Of all other accounts: no tax return has them. */
  readonly sheltered: RealizedSum;
  /** Losses that a replacement in a sheltered account took for good; part of `disallowedLoss`. */
  readonly permanentLoss: Decimal;
  /** Lots of taxable accounts whose cost is not known: their gains are assumptions. */
  readonly unknownCostCount: number;
  /** Long-term distributions of funds in taxable accounts (Form 1099-DIV, box 2a). */
  readonly capitalGainDistributions: Decimal;
}

/**
 * What a household realised in a range of days, exactly: proceeds less cost is gain, for each sum.
 *
 * @throws {Refusal} NOT_FOUND; BAD_INPUT when `from` is after `to`
 * @throws {Failure} DISPOSALS_OUTDATED while an older calculation is restated
 */
export async function realizedTotals(
  work: Work,
  viewer: Viewer,
  householdId: string,
  range: DisposalRange,
): Promise<RealizedTotals> {
  requireHousehold(viewer, householdId, "read");
  requireRange(range);
  return work.within(viewerScope(viewer), async (unit) => {
    await requireCurrentDisposals(unit, [householdId]);
    const sums = await unit.disposals.totals(householdId, range);
    const taxable = sums.filter(({ accountKind }) => !isSheltered(accountKind));
    const ofTerm = (term: DisposalSum["term"]) => sumOf(taxable.filter((s) => s.term === term));
    return {
      ...range,
      shortTerm: ofTerm("SHORT"),
      longTerm: ofTerm("LONG"),
      sheltered: sumOf(sums.filter(({ accountKind }) => isSheltered(accountKind))),
      permanentLoss: sum(taxable.map(({ permanentLoss }) => permanentLoss)),
      unknownCostCount: taxable
        .filter(({ isCostKnown }) => !isCostKnown)
        .reduce((n, { count }) => n + count, 0),
      capitalGainDistributions: await capitalGainDistributions(unit, householdId, range),
    };
  });
}

/** Refuses to read what an older calculation stored; a worker restates it after the start. */
export async function requireCurrentDisposals(
  unit: Pick<Unit, "disposals">,
  householdIds: readonly string[],
): Promise<void> {
  const outdated = await unit.disposals.outdated(householdIds);
  if (outdated.length > 0) throw new Failure("DISPOSALS_OUTDATED");
}

/** Capital gain distributions to taxable accounts, in USD. */
export async function capitalGainDistributions(
  unit: Pick<Unit, "accounts" | "ledger">,
  householdId: string,
  { from, to }: DisposalRange,
): Promise<Decimal> {
  const accounts = await unit.accounts.ofHouseholds([householdId]);
  const taxable = new Set(accounts.filter((a) => !isSheltered(a.kind)).map(({ id }) => id));
  const income = await unit.ledger.incomeOf(householdId, from, to);
  return sum(
    income
      .filter((t) => t.kind === "CAPITAL_GAIN_DISTRIBUTION" && taxable.has(t.accountId))
      .map((t) => inAccountCurrency(t).amount),
  );
}

function sumOf(sums: readonly DisposalSum[]): RealizedSum {
  const proceeds = sum(sums.map((s) => s.proceeds));
  const cost = sum(sums.map((s) => s.cost));
  const disallowedLoss = sum(sums.map((s) => s.disallowedLoss));
  const gain = proceeds.minus(cost);
  return {
    count: sums.reduce((n, { count }) => n + count, 0),
    proceeds,
    cost,
    gain,
    disallowedLoss,
    recognizedGain: gain.plus(disallowedLoss),
  };
}
