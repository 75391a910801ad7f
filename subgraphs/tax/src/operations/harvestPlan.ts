import { requireHousehold, type Viewer } from "@wealthgraph/chassis/viewer";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import { type HarvestPlan, harvestPlanSteps } from "../domain/harvesting/harvestPlan.js";
import { checkTerms, type HarvestTerms } from "../domain/harvesting/harvestTerms.js";
import type { HouseholdPosition } from "../domain/harvesting/householdLot.js";
import { type SaleYear, YearTaxes } from "../domain/harvesting/yearTax.js";
import type { LoadTaxProfile } from "./ports.js";
import { taxYear } from "./taxYear.js";

/** A loss of the last 30 days that a purchase would still wash. */
export interface LossAtRisk {
  readonly instrumentId: string;
  readonly symbol: string;
  readonly loss: Decimal; // > 0
  readonly until: CalendarDate; // last day on which a purchase washes it
}

/** A household's portfolio as the router brings it. */
export interface HeldPortfolio {
  readonly householdId: string;
  readonly positions: readonly HouseholdPosition[];
  readonly lossesAtRisk: readonly LossAtRisk[];
}

/** A plan with what its parts are priced by. */
export interface PricedHarvestPlan extends HeldPortfolio {
  readonly terms: HarvestTerms;
  readonly taxes: YearTaxes;
  readonly year: SaleYear;
  readonly plan: HarvestPlan;
}

const SLICE_MS = 10;

/**
 * Which lots of the whole household to sell at a loss today. Work in slices: the process serves
 * others between two of them.
 *
 * @throws {Refusal} NOT_FOUND, BAD_INPUT, TAX_YEAR_UNKNOWN, TAX_PROFILE_MISSING, TAX_STATE_UNKNOWN
 */
export async function harvestPlan(
  load: LoadTaxProfile,
  viewer: Viewer,
  portfolio: HeldPortfolio,
  asked: { readonly terms: HarvestTerms; readonly asOf: CalendarDate },
): Promise<PricedHarvestPlan> {
  const { householdId, positions } = portfolio;
  const { terms, asOf } = asked;
  requireHousehold(viewer, householdId, "read");
  checkTerms(terms);
  const key = { householdId, year: Number(asOf.slice(0, 4)) };
  const year = { ...(await taxYear(load, viewer, key)), state: terms.state };
  const taxes = new YearTaxes(year);
  const lots = positions.flatMap((position) => position.lots);
  const plan = await inSlices(harvestPlanSteps({ lots, asOf, terms, taxes }));
  return { ...portfolio, terms, taxes, year, plan };
}

async function inSlices<Result>(steps: Generator<undefined, Result>): Promise<Result> {
  let sliceEnds = performance.now() + SLICE_MS;
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (performance.now() < sliceEnds) continue;
    await new Promise((resolve) => setImmediate(resolve));
    sliceEnds = performance.now() + SLICE_MS;
  }
}
