import { setImmediate } from "node:timers/promises";
import { requireHousehold, type Viewer } from "@wealthgraph/chassis/viewer";
import { addDays, addMonths, type CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { type Decimal, sum } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import {
  type Attribution,
  brinsonFachler,
  linked,
  type SegmentPeriod,
} from "../domain/performance/brinsonFachler.js";
import { viewerScope } from "./access.js";
import { heldParts, type HeldPart, type PartsPeriod } from "./heldParts.js";
import { requireRange } from "./performance.js";
import type { DayRange } from "./performancePeriod.js";
import type { InstrumentFacts, Market, StoredTransaction, Work } from "./ports.js";
import { inAccountCurrency, ledgerAccounts, replayOptionsFor } from "./saveHoldings.js";
import { type ContributionDimension, segmentOf, type SegmentFacts } from "./segments.js";
import { lastFinalDay, pricesOf } from "./takeSnapshots.js";

export interface PartsPorts {
  readonly work: Work;
  readonly market: Market;
  readonly viewer: Viewer;
  readonly now: Date;
}

/** What one segment added to the return; money in USD. */
export interface SegmentContribution {
  readonly segment: string;
  readonly opening: Decimal;
  readonly closing: Decimal;
  readonly netFlow: Decimal;
  readonly gain: Decimal;
  /** Share of the household's return, 0.01 is one point; null without capital */
  readonly contribution: number | null;
  /** Modified Dietz of the segment alone; null without capital */
  readonly ownReturn: number | null;
}

export interface ContributionFigures {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly segments: readonly SegmentContribution[];
  readonly gain: Decimal;
  /** Modified Dietz of the household: the contributions sum to it; null without capital */
  readonly totalReturn: number | null;
  readonly isEstimated: boolean;
  readonly assumptions: readonly string[];
}

export interface BenchmarkSegment {
  readonly segment: string;
  /** 0 to 1; all sum to 1 */
  readonly weight: number;
  /** Whose total return is the segment's */
  readonly instrumentId: string;
}

export interface AttributionFigures extends Attribution {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  /** Months that were linked */
  readonly months: number;
  readonly isEstimated: boolean;
  readonly assumptions: readonly string[];
}

const YEARS_MAX = 40;
const CONTRIBUTION_ASSUMPTIONS = [
  "Gain is closing less opening less what flowed in: dividends belong to what paid them, interest and unassigned fees to cash.",
  "Contribution is gain by the household's opening value plus its flows, each weighted by the share of the period that was left (Modified Dietz).",
  "Holdings are valued at unadjusted closes times the units of that day, foreign ones at the day's rate.",
];
const ATTRIBUTION_ASSUMPTIONS = [
  "Brinson-Fachler with interaction, month by month, linked after Carino: the effects sum to the linked active return.",
  "A month's weights are opening values plus weighted flows; its returns are Modified Dietz.",
  "The benchmark returns to its weights every month; its segments earn the total return of their instruments.",
  "What a segment without capital earned counts as cash.",
];

/**
 * What each part of a household added to its return.
 *
 * @throws {Refusal} BAD_INPUT when the range makes no sense
 */
export async function portfolioContribution(
  ports: PartsPorts,
  householdId: string,
  range: DayRange,
  dimension: ContributionDimension,
): Promise<ContributionFigures> {
  const bounds = boundsOf(ports, householdId, range);
  const { periods, facts } = await partsOf(ports, householdId, bounds);
  const [period] = periods;
  const parts = period?.parts ?? [];
  const capital = capitalOf(parts);
  const grouped = Map.groupBy(parts, (part) => segmentOf(dimension, part, facts));
  const segments = [...grouped]
    .map(([segment, own]) => contributionOf(segment, own, capital))
    .sort((a, b) => b.gain.comparedTo(a.gain));
  const gain = sum(segments.map((one) => one.gain));
  return {
    from: bounds[0],
    to: bounds[1],
    segments,
    gain,
    totalReturn: capital.gt(0) ? gain.div(capital).toNumber() : null,
    isEstimated: period?.isEstimated ?? false,
    assumptions: CONTRIBUTION_ASSUMPTIONS,
  };
}

/**
 * Why a household did better or worse than a blend of instruments.
 *
 * @throws {Refusal} BAD_INPUT when the range or the blend makes no sense; NO_QUOTE when an instrument of
 * the blend has no prices at the ends of a month
 */
export async function portfolioAttribution(
  ports: PartsPorts,
  householdId: string,
  range: DayRange,
  blend: { readonly by: ContributionDimension; readonly benchmark: readonly BenchmarkSegment[] },
): Promise<AttributionFigures> {
  requireBlend(blend.benchmark);
  const [from, to] = boundsOf(ports, householdId, range);
  const bounds = monthly(from, to);
  const { periods, facts } = await partsOf(ports, householdId, bounds);
  const levels = await ports.market.totalReturns(
    householdId,
    blend.benchmark.map(({ instrumentId }) => instrumentId),
    { from: addDays(from, -10), to },
  );
  const months = periods.filter(({ parts }) => capitalOf(parts).gt(0));
  const attributions = months.map((period) =>
    brinsonFachler(
      segmentPeriods(period, blend, facts, (instrumentId) =>
        returnBetween(levels.get(instrumentId), period),
      ),
    ),
  );
  if (attributions.some(({ portfolioReturn }) => portfolioReturn <= -1)) {
    throw new Refusal("BAD_INPUT", "a month lost everything: returns after it cannot be linked");
  }
  return {
    ...linked(attributions),
    from,
    to,
    months: months.length,
    isEstimated: months.some((period) => period.isEstimated),
    assumptions: ATTRIBUTION_ASSUMPTIONS,
  };
}

function boundsOf(
  ports: PartsPorts,
  householdId: string,
  range: DayRange,
): [CalendarDate, CalendarDate] {
  requireHousehold(ports.viewer, householdId, "read");
  requireRange(range);
  if (range.to > addMonths(range.from, 12 * YEARS_MAX)) {
    throw new Refusal("BAD_INPUT", `at most ${YEARS_MAX} years at once`, { yearsMax: YEARS_MAX });
  }
  const last = lastFinalDay(ports.now);
  const from = addDays(range.from, -1);
  const to = range.to < last ? range.to : last;
  return [from, to > from ? to : from];
}

/** Ends of months between two days, with both. */
function monthly(from: CalendarDate, to: CalendarDate): CalendarDate[] {
  const bounds = [from];
  let first = addMonths(`${from.slice(0, 7)}-01` as CalendarDate, 1);
  for (let end = addDays(first, -1); end < to; end = addDays(first, -1)) {
    if (end > from) bounds.push(end);
    first = addMonths(first, 1);
  }
  return from < to ? [...bounds, to] : bounds;
}

async function partsOf(
  { work, market, viewer }: PartsPorts,
  householdId: string,
  bounds: readonly CalendarDate[],
): Promise<{ readonly periods: PartsPeriod[]; readonly facts: SegmentFacts }> {
  const { accounts, transactions, lotMethods } = await work.within(
    viewerScope(viewer),
    async (unit) => ({
      accounts: await unit.accounts.ofHouseholds([householdId]),
      transactions: await unit.ledger.ofHousehold(householdId),
      lotMethods: await unit.lotMethods.ofHousehold(householdId),
    }),
  );
  const [from, to] = [bounds[0], bounds.at(-1)];
  const kinds = new Map(accounts.map(({ id, kind }) => [id, kind]));
  if (!from || !to || transactions.length === 0) {
    return { periods: [], facts: { instruments: new Map(), kinds } };
  }
  const input = {
    accounts: ledgerAccounts(accounts),
    transactions: transactions.map(inAccountCurrency),
    options: replayOptionsFor(transactions, lotMethods),
    prices: await pricesOf(market, { householdId, transactions, from }, to),
  };
  const instruments = await factsOf(market, householdId, transactions);
  const periods: PartsPeriod[] = [];
  for (const period of heldParts(input, bounds)) {
    if (period) periods.push(period);
    else await setImmediate(); // a long history is much exact arithmetic
  }
  return { periods, facts: { instruments, kinds } };
}

async function factsOf(
  market: Market,
  householdId: string,
  transactions: readonly StoredTransaction[],
): Promise<ReadonlyMap<string, InstrumentFacts>> {
  const symbols = new Map<string, string>();
  for (const { instrumentId, symbol } of transactions) {
    if (instrumentId !== null && symbol !== null) symbols.set(instrumentId, symbol);
  }
  const bySymbol = await market.instruments(householdId, [...new Set(symbols.values())]);
  return new Map(
    [...symbols].flatMap(([id, symbol]): [string, InstrumentFacts][] => {
      const facts = bySymbol.get(symbol);
      return facts ? [[id, facts]] : [];
    }),
  );
}

const capitalOf = (parts: readonly HeldPart[]): Decimal =>
  sum(parts.map(({ opening, weightedFlow }) => opening.plus(weightedFlow)));
const gainOf = (parts: readonly HeldPart[]): Decimal =>
  sum(parts.map(({ opening, closing, netFlow }) => closing.minus(opening).minus(netFlow)));

function contributionOf(
  segment: string,
  parts: readonly HeldPart[],
  capital: Decimal,
): SegmentContribution {
  const gain = gainOf(parts);
  const own = capitalOf(parts);
  return {
    segment,
    opening: sum(parts.map(({ opening }) => opening)),
    closing: sum(parts.map(({ closing }) => closing)),
    netFlow: sum(parts.map(({ netFlow }) => netFlow)),
    gain,
    contribution: capital.gt(0) ? gain.div(capital).toNumber() : null,
    ownReturn: own.gt(0) ? gain.div(own).toNumber() : null,
  };
}

const CASH_SEGMENT = "CASH";

/** Both sides of a month. Weights of the portfolio that are not positive, and what they earned, go to cash. */
function segmentPeriods(
  { parts }: PartsPeriod,
  blend: { readonly by: ContributionDimension; readonly benchmark: readonly BenchmarkSegment[] },
  facts: SegmentFacts,
  returnOf: (instrumentId: string) => number,
): SegmentPeriod[] {
  const grouped = new Map<string, HeldPart[]>();
  for (const [segment, own] of Map.groupBy(parts, (part) => segmentOf(blend.by, part, facts))) {
    const name = capitalOf(own).gt(0) ? segment : CASH_SEGMENT;
    grouped.set(name, [...(grouped.get(name) ?? []), ...own]);
  }
  const whole = capitalOf(parts).toNumber();
  const held = new Map(
    [...grouped].map(([segment, own]) => {
      const capital = capitalOf(own).toNumber();
      const value = capital === 0 ? 0 : gainOf(own).toNumber() / capital;
      return [segment, { weight: capital / whole, value }];
    }),
  );
  const against = new Map(blend.benchmark.map((one) => [one.segment, one]));
  return [...new Set([...held.keys(), ...against.keys()])].map((segment) => {
    const [own, other] = [held.get(segment), against.get(segment)];
    return {
      segment,
      portfolioWeight: own?.weight ?? 0,
      benchmarkWeight: other?.weight ?? 0,
      portfolioReturn: own?.value ?? null,
      benchmarkReturn: other ? returnOf(other.instrumentId) : null,
    };
  });
}

interface Levels {
  readonly dates: readonly CalendarDate[];
  readonly levels: readonly number[];
}

function returnBetween(series: Levels | undefined, { from, to }: PartsPeriod): number {
  const at = (day: CalendarDate): number | undefined => {
    const place = series?.dates.findLastIndex((date) => date <= day) ?? -1;
    return series?.levels[place];
  };
  const [before, after] = [at(from), at(to)];
  if (before === undefined || after === undefined || before <= 0) {
    throw new Refusal("NO_QUOTE", `an instrument of the benchmark has no price on ${from}`, {
      from,
    });
  }
  return after / before - 1;
}

function requireBlend(benchmark: readonly BenchmarkSegment[]): void {
  const total = benchmark.reduce((all, { weight }) => all + weight, 0);
  const names = new Set(benchmark.map(({ segment }) => segment));
  if (benchmark.length === 0 || benchmark.length > 30 || names.size < benchmark.length) {
    throw new Refusal("BAD_INPUT", "1 to 30 segments, each once");
  }
  if (benchmark.some(({ weight }) => !(weight >= 0)) || Math.abs(total - 1) > 1e-9) {
    throw new Refusal("BAD_INPUT", "weights of the benchmark are not negative and sum to 1");
  }
}
