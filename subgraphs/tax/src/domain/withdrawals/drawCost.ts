import { Decimal } from "@wealthgraph/kernel/decimal";
import { medicareEdges } from "../conversions/medicareEdges.js";
import { federalParametersFor } from "../federalParameters.js";
import { MEDICARE_LOOKBACK_YEARS } from "../retirement/medicareSurcharge.js";
import type { WithdrawalRow } from "../retirement/withdrawalOrder.js";
import type { WithdrawalInput, WithdrawalTaxes } from "./withdrawalFacts.js";

/** What draws from deferred accounts cost in one year, all else as along a path; linear between. USD. */
export interface DrawCost {
  readonly at: readonly number[]; // draws, rising from 0
  readonly now: readonly number[]; // income tax
  readonly later: readonly number[]; // Medicare two years later
  readonly costs: readonly number[]; // both
  readonly gainRate: number; // of another dollar of gain or dividend, at the path's own draw
}

const SAMPLES = 14;
const FAR = 400_000; // USD: every benefit is taxed by then
const GAIN_STEP = 1_000; // USD
const GAIN_RATE_MAX = 0.35; // more is a cliff, not a rate
const CLIFF = 300; // USD of tax that a stretch has beyond its rate
const RATE_MAX = 0.6;

/** The table of one year: brackets, Medicare edges, samples, and what makes cliffs narrow. */
export function drawCost(
  input: WithdrawalInput,
  taxes: WithdrawalTaxes,
  row: WithdrawalRow,
  most: number,
): DrawCost {
  const priced = (deferred: number) => {
    const { now, later } = taxes.yearOf({ ...taxable(row), deferred: new Decimal(deferred) });
    return { deferred, now: now.toNumber(), later: later.toNumber() };
  };
  const points = withCliffs(nodes(input, taxes, row, most).map(priced), priced);
  return {
    at: points.map((p) => p.deferred),
    now: points.map((p) => p.now),
    later: points.map((p) => p.later),
    costs: points.map((p) => p.now + p.later),
    gainRate: gainRate(taxes, row),
  };
}

const taxable = ({
  year,
  ageYears,
  deferred,
  realizedGain,
  qualifiedDividends,
  roth,
  hsa,
}: WithdrawalRow) => ({
  year,
  ageYears,
  deferred,
  realizedGain,
  qualifiedDividends,
  roth,
  hsa,
});

function gainRate(taxes: WithdrawalTaxes, row: WithdrawalRow): number {
  const cost = (gain: Decimal): number =>
    taxes.yearOf({ ...taxable(row), realizedGain: gain }).now.toNumber();
  const step = cost(row.realizedGain.plus(GAIN_STEP)) - cost(row.realizedGain);
  return Math.min(GAIN_RATE_MAX, Math.max(0, step / GAIN_STEP));
}

function nodes(
  input: WithdrawalInput,
  taxes: WithdrawalTaxes,
  row: WithdrawalRow,
  most: number,
): readonly number[] {
  const facts = input.returns[row.year - input.plan.firstYear];
  if (!facts) throw new RangeError(`the plan has no return of ${row.year}`);
  const far = taxes.incomeOf({ ...taxable(row), deferred: new Decimal(FAR) });
  const deducted = FAR - far.ordinaryIncome.toNumber();
  const outside = far.magi.toNumber() - FAR;
  const brackets = federalParametersFor(row.year).ordinary.value.from[facts.filingStatus];
  const edges = [
    ...brackets.map((edge) => Math.round(edge.toNumber() + deducted)),
    ...medicareEdges(facts, row.year + MEDICARE_LOOKBACK_YEARS).flatMap((edge) => [
      Math.floor(edge - outside),
      Math.floor(edge - outside) + 1,
    ]),
  ];
  const samples = Array.from({ length: SAMPLES + 1 }, (_, i) =>
    Math.round(most * (i / SAMPLES) ** 2),
  );
  const inside = edges.filter((edge) => edge > 0 && edge < most);
  return [...new Set([0, ...samples, ...inside])].toSorted((a, b) => a - b);
}

interface PricedDraw {
  readonly deferred: number;
  readonly now: number;
  readonly later: number;
}

/** Halves every stretch with a cliff in it until the cliff is a dollar wide. */
function withCliffs(
  points: readonly PricedDraw[],
  priced: (deferred: number) => PricedDraw,
): readonly PricedDraw[] {
  const out: PricedDraw[] = [];
  for (const [i, right] of points.entries()) {
    let left = points[i - 1];
    let end = right;
    const after: PricedDraw[] = [];
    while (left && end.deferred - left.deferred > 1 && hasCliff(left, end)) {
      const middle = priced(Math.floor((left.deferred + end.deferred) / 2));
      if (hasCliff(left, middle)) {
        after.unshift(middle);
        end = middle;
      } else {
        out.push(middle);
        left = middle;
      }
    }
    out.push(...after, right);
  }
  return out;
}

const hasCliff = (a: PricedDraw, b: PricedDraw): boolean =>
  b.now + b.later - a.now - a.later - RATE_MAX * (b.deferred - a.deferred) > CLIFF;
