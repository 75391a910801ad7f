import { Decimal } from "@wealthgraph/kernel/decimal";
import {
  ProgrammeBuilder,
  type Solve,
  type SolveLimits,
  type SolveStatus,
  type Term,
} from "../optimisation/linearProgramme.js";
import { choosePoint, type PointWeight } from "../optimisation/piecewiseCost.js";
import { ownerDivisor } from "../retirement/requiredMinimum.js";
import { requiredBeginning } from "../retirement/requiredBeginning.js";
import type { WithdrawalRow } from "../retirement/withdrawalOrder.js";
import type { Balances, FirstDraws } from "../retirement/withdrawalYear.js";
import { type DrawCost, drawCost } from "./drawCost.js";
import type { WithdrawalInput, WithdrawalTaxes } from "./withdrawalFacts.js";

/** What the mixed-integer programme around a path proposes. */
export interface WithdrawalProposal {
  readonly status: SolveStatus;
  readonly firsts: readonly FirstDraws[] | null; // of each year
  readonly worth: number | null; // what is left after tax in the programme, USD
  readonly gap: number | null; // relative, of the programme
}

/** A dollar that nothing pays weighs this many dollars of what is left. */
const SHORTFALL_PRICE = 50;

interface YearDraws {
  readonly taxable: number;
  readonly deferred: number;
  readonly roth: number;
  readonly hsa: number;
}

/**
 * Draws from four kinds of accounts over all years as one programme: balances, minimums and cash are
 * exact but for growth of rounding; income tax and Medicare surcharges are tables of the exact
 * engine with gains and dividends as along the path, every stretch between two cliffs a binary.
 */
export function proposeWithdrawals(
  input: WithdrawalInput,
  taxes: WithdrawalTaxes,
  rows: readonly WithdrawalRow[],
  solver: { readonly solve: Solve; readonly limits: SolveLimits },
): WithdrawalProposal {
  const { plan } = input;
  const programme = new ProgrammeBuilder();
  const opening = openingVariables(programme, plan.balances);
  const costs: { readonly cost: DrawCost; readonly points: readonly PointWeight[] }[] = [];
  let balances = opening;
  const draws = rows.map((row, i) => {
    const most = plan.balances.deferred.toNumber() * Math.max(1, 1 + plan.growth.toNumber()) ** i;
    const cost = drawCost(input, taxes, row, Math.max(1, most));
    const points = choosePoint(programme, `draw ${i}`, { ...cost, price: 0 });
    costs.push({ cost, points });
    const year = yearOf(programme, input, { balances, index: i });
    const drawn = points.map(({ variable, node }) => ({ variable, times: cost.at[node] ?? 0 }));
    programme.equate(`drawn ${i}`, [...drawn, { variable: year.draws.deferred, times: -1 }], 0);
    payYear(programme, input, { rows, index: i, costs, year, taxable: balances.taxable, taxes });
    balances = year.next;
    return { ...year.draws, minimum: minimumShare(input, row.year), opening: year.opening };
  });
  endOf(input, programme, balances, rows);
  const { status, values, objective, bound } = solver.solve(programme, solver.limits);
  const at = (variable: number): number => Math.max(0, values?.[variable] ?? 0);
  const usd = (amount: number): Decimal => new Decimal(Math.max(0, amount).toFixed(2));
  return {
    status,
    firsts:
      values &&
      draws.map((d) => ({
        deferred: usd(at(d.deferred) - d.minimum * at(d.opening.deferred)),
        roth: usd(at(d.roth)),
        hsa: usd(at(d.hsa)),
      })),
    worth: objective,
    gap:
      objective === null || bound === null
        ? null
        : Math.max(0, bound - objective) / Math.max(1, Math.abs(objective)),
  };
}

function openingVariables(
  programme: ProgrammeBuilder,
  { taxable, deferred, roth, hsa }: Balances,
): YearDraws {
  const fixed = (name: string, amount: Decimal): number => {
    const usd = amount.toNumber();
    return programme.variable(`opening ${name}`, { lower: usd, upper: usd });
  };
  return {
    taxable: fixed("taxable", taxable),
    deferred: fixed("deferred", deferred),
    roth: fixed("roth", roth),
    hsa: fixed("hsa", hsa),
  };
}

interface YearVariables {
  readonly opening: YearDraws;
  readonly draws: YearDraws;
  readonly next: YearDraws;
  readonly reinvested: number;
  readonly shortfall: number;
}

const BUCKETS = ["taxable", "deferred", "roth", "hsa"] as const;

/** Draws of a year, and balances that grow: what stays after the draw, and what is put back. */
function yearOf(
  programme: ProgrammeBuilder,
  { plan }: WithdrawalInput,
  { balances, index }: { readonly balances: YearDraws; readonly index: number },
): YearVariables {
  const grown = 1 + plan.growth.toNumber();
  const planned = plan.years[index];
  const variables = (name: string): YearDraws => ({
    taxable: programme.variable(`${name} taxable ${index}`),
    deferred: programme.variable(`${name} deferred ${index}`),
    roth: programme.variable(`${name} roth ${index}`),
    hsa: programme.variable(`${name} hsa ${index}`),
  });
  const draws = variables("draw");
  const next = variables("closing");
  const reinvested = programme.variable(`reinvested ${index}`);
  const shortfall = programme.variable(`shortfall ${index}`, { worth: -SHORTFALL_PRICE });
  for (const bucket of BUCKETS) {
    const back = bucket === "taxable" ? [{ variable: reinvested, times: grown }] : [];
    programme.equate(
      `${bucket} ${index}`,
      [
        { variable: balances[bucket], times: grown },
        { variable: draws[bucket], times: -grown },
        { variable: next[bucket], times: -1 },
        ...back,
      ],
      0,
    );
    programme.constrain(
      `${bucket} there ${index}`,
      [
        { variable: balances[bucket], times: 1 },
        { variable: draws[bucket], times: -1 },
      ],
      { lower: 0 },
    );
  }
  programme.constrain(`medical ${index}`, [{ variable: draws.hsa, times: 1 }], {
    upper: planned?.medicalCosts.toNumber() ?? 0,
  });
  programme.constrain(
    `minimum ${index}`,
    [
      { variable: draws.deferred, times: 1 },
      {
        variable: balances.deferred,
        times: -minimumShare({ plan }, plan.firstYear + index),
      },
    ],
    { lower: 0 },
  );
  return { opening: balances, draws, next, reinvested, shortfall };
}

/** The share of the opening balance that a year's minimum takes. */
function minimumShare({ plan }: Pick<WithdrawalInput, "plan">, year: number): number {
  if (year < requiredBeginning(plan.birthDate).firstYear) return 0;
  const owner = { birthDate: plan.birthDate, spouseBirthDate: null };
  return 1 / ownerDivisor(owner, false, year).divisor.toNumber();
}

/** Cash in is cash out: draws, dividends and income pay spending, tax and Medicare of two years ago. */
function payYear(
  programme: ProgrammeBuilder,
  { plan }: WithdrawalInput,
  at: {
    readonly rows: readonly WithdrawalRow[];
    readonly index: number;
    readonly costs: readonly { readonly cost: DrawCost; readonly points: readonly PointWeight[] }[];
    readonly year: YearVariables;
    readonly taxable: number;
    readonly taxes: WithdrawalTaxes;
  },
): void {
  const { rows, index, costs, year } = at;
  const row = rows[index];
  const planned = plan.years[index];
  const own = costs[index];
  if (!row || !planned || !own) throw new RangeError(`the plan has no year ${index}`);
  const earlier = costs[index - 2];
  const dividends = plan.dividendYield.toNumber();
  const rate = own.cost.gainRate;
  const paid = (table: readonly number[], points: readonly PointWeight[]): readonly Term[] =>
    points.map(({ variable, node }) => ({ variable, times: -(table[node] ?? 0) }));
  // what the table has in it of the path's gains and dividends
  const along = rate * (row.realizedGain.toNumber() + row.qualifiedDividends.toNumber());
  const due = earlier ? 0 : row.tax.minus(at.taxes.yearOf(row).now).toNumber();
  programme.equate(
    `cash ${index}`,
    [
      { variable: year.draws.taxable, times: 1 - rate * gainShare(plan.balances, rows, index) },
      { variable: year.draws.deferred, times: 1 },
      { variable: year.draws.roth, times: 1 },
      { variable: year.draws.hsa, times: 1 },
      { variable: at.taxable, times: dividends * (1 - rate) },
      ...paid(own.cost.now, own.points),
      ...(earlier ? paid(earlier.cost.later, earlier.points) : []),
      { variable: year.reinvested, times: -1 },
      { variable: year.shortfall, times: 1 },
    ],
    planned.spending.minus(planned.cashIncome).toNumber() + due - along,
  );
}

/** The gain in a dollar of the taxable account when a year opens, along the path. */
function gainShare(first: Balances, rows: readonly WithdrawalRow[], index: number): number {
  const { taxable, taxableBasis } = rows[index - 1]?.closing ?? first;
  return taxable.isZero() ? 0 : 1 - taxableBasis.div(taxable).toNumber();
}

function endOf(
  { plan }: WithdrawalInput,
  programme: ProgrammeBuilder,
  balances: YearDraws,
  rows: readonly WithdrawalRow[],
): void {
  const kept = 1 - plan.finalRate.toNumber();
  const gain = gainShare(plan.balances, rows, rows.length);
  const worth: Readonly<Record<keyof YearDraws, number>> = {
    taxable: 1 - plan.finalGainRate.toNumber() * gain,
    deferred: kept,
    roth: 1,
    hsa: kept,
  };
  for (const bucket of BUCKETS) {
    const left = programme.variable(`left ${bucket}`, { worth: worth[bucket] });
    programme.equate(
      `left ${bucket}`,
      [
        { variable: balances[bucket], times: 1 },
        { variable: left, times: -1 },
      ],
      0,
    );
  }
}
