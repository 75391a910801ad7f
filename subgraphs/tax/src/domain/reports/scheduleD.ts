import { type Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { type CapitalNetting, carryForward, type LossCarryforward } from "../capitalNetting.js";
import { atLeastZero, larger, smaller, total } from "../exact.js";
import type { FederalFacts } from "../federalFacts.js";
import type { FederalParameters } from "../federalParameters.js";
import { federalTax } from "../federalTax.js";
import { type Form8949, type Form8949Box, type Form8949Total, NO_TOTAL } from "./form8949.js";

/** One line of Schedule D; (d), (e) and (g) only where the line has them. USD. */
export interface ScheduleDLine {
  readonly line: string;
  readonly label: string;
  readonly proceeds: Decimal | null;
  readonly cost: Decimal | null;
  readonly adjustment: Decimal | null;
  readonly amount: Decimal; // (h)
}

export interface ScheduleD {
  readonly lines: readonly ScheduleDLine[];
  readonly shortTerm: Decimal; // line 7
  readonly longTerm: Decimal; // line 15
  readonly net: Decimal; // line 16
  readonly onReturn: Decimal; // net, or a loss down to the limit (line 21)
  readonly lossLimit: Decimal; // 3,000, or 1,500 on a separate return
  readonly carryforward: LossCarryforward; // by character, to the next year
}

/** What stands on Schedule D beside Form 8949. USD. */
export interface ScheduleDFacts {
  readonly capitalGainDistributions: Decimal;
  readonly shortTermLossCarryover: Decimal; // >= 0
  readonly longTermLossCarryover: Decimal; // >= 0
  readonly lossLimit: Decimal;
  /** The rest of the return, for what of the losses is used up; null: income is enough to use the limit. */
  readonly rest: { readonly facts: FederalFacts; readonly parameters: FederalParameters } | null;
}

const SHORT_LINES: readonly [string, string, readonly Form8949Box[]][] = [
  ["1b", "Form 8949, box A or G", ["A", "G"]],
  ["2", "Form 8949, box B or H", ["B", "H"]],
  ["3", "Form 8949, box C or I", ["C", "I"]],
];
const LONG_LINES: readonly [string, string, readonly Form8949Box[]][] = [
  ["8b", "Form 8949, box D or J", ["D", "J"]],
  ["9", "Form 8949, box E or K", ["E", "K"]],
  ["10", "Form 8949, box F or L", ["F", "L"]],
];

/**
 * Schedule D of a Form 8949.
 *
 * Lines 4, 5, 11, 12 (other forms and Schedules K-1), 18 and 19 (28 % and unrecaptured section 1250
 * gain) are not filled: nothing we know of stands there.
 *
 * @returns lines that add up: 7 is 1a to 6, 15 is 8a to 14, 16 is both
 * @see Schedule D (Form 1040) 2025; 26 USC 1211(b), 1212(b), 1222
 */
export function scheduleD(form: Form8949, facts: ScheduleDFacts): ScheduleD {
  const carriedShort = facts.shortTermLossCarryover.negated().plus(ZERO);
  const carriedLong = facts.longTermLossCarryover.negated().plus(ZERO);
  const short = [
    sumLine("1a", "Reported basis, no adjustment", form.direct.short),
    ...SHORT_LINES.map(([line, label, boxes]) => sumLine(line, label, totalOfBoxes(form, boxes))),
    plainLine("6", "Short-term loss carryover", carriedShort),
  ];
  const long = [
    sumLine("8a", "Reported basis, no adjustment", form.direct.long),
    ...LONG_LINES.map(([line, label, boxes]) => sumLine(line, label, totalOfBoxes(form, boxes))),
    plainLine("13", "Capital gain distributions", facts.capitalGainDistributions),
    plainLine("14", "Long-term loss carryover", carriedLong),
  ];
  const shortTerm = total(...short.map(({ amount }) => amount));
  const longTerm = total(...long.map(({ amount }) => amount));
  const net = shortTerm.plus(longTerm);
  const onReturn = net.isNegative() ? larger(net, facts.lossLimit.negated()) : net;
  return {
    lines: [
      ...short,
      plainLine("7", "Net short-term gain or loss", shortTerm),
      ...long,
      plainLine("15", "Net long-term gain or loss", longTerm),
      plainLine("16", "Both together", net),
      ...(net.isNegative() ? [plainLine("21", "Loss on the return", onReturn)] : []),
    ],
    shortTerm,
    longTerm,
    net,
    onReturn,
    lossLimit: facts.lossLimit,
    carryforward: carried({ shortTerm, longTerm, onReturn, net }, facts),
  };
}

function carried(
  figures: Pick<ScheduleD, "shortTerm" | "longTerm" | "onReturn" | "net">,
  { rest, shortTermLossCarryover, longTermLossCarryover }: ScheduleDFacts,
): LossCarryforward {
  const { shortTerm, longTerm, onReturn, net } = figures;
  if (rest) {
    const facts: FederalFacts = {
      ...rest.facts,
      shortTermGain: shortTerm.plus(shortTermLossCarryover),
      longTermGain: longTerm.plus(longTermLossCarryover),
      shortTermLossCarryover,
      longTermLossCarryover,
    };
    return federalTax(facts, rest.parameters).carryforward;
  }
  const netting: CapitalNetting = {
    shortTerm,
    longTerm,
    onReturn,
    netCapitalGain: atLeastZero(smaller(longTerm, net)),
  };
  return carryForward(netting, ZERO);
}

function totalOfBoxes(form: Form8949, boxes: readonly Form8949Box[]): Form8949Total {
  return form.totals
    .filter(({ box }) => boxes.includes(box))
    .reduce((all, { total: own }) => addTotals(all, own), NO_TOTAL);
}

function addTotals(a: Form8949Total, b: Form8949Total): Form8949Total {
  return {
    count: a.count + b.count,
    proceeds: a.proceeds.plus(b.proceeds),
    cost: a.cost.plus(b.cost),
    adjustment: a.adjustment.plus(b.adjustment),
    gain: a.gain.plus(b.gain),
  };
}

function sumLine(line: string, label: string, of: Form8949Total): ScheduleDLine {
  const { proceeds, cost, adjustment, gain: amount } = of;
  return { line, label, proceeds, cost, adjustment, amount };
}

function plainLine(line: string, label: string, amount: Decimal): ScheduleDLine {
  return { line, label, proceeds: null, cost: null, adjustment: null, amount };
}
