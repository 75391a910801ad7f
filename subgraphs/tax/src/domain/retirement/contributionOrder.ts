import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { type Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { requireNotNegative } from "./contributionAge.js";
import { contributionDeadline, type ContributionKind } from "./contributionDeadline.js";
import type { DeferralRoom } from "./deferralRoom.js";
import { excessOver, smaller } from "../exact.js";
import type { IraRoom } from "./iraContribution.js";

/** A person's year of saving: what there is, where it may go, and what it is taxed. */
export interface SavingsYear {
  readonly year: number;
  readonly budget: Decimal; // USD to contribute, of the person's own money, not reckoned as take-home pay
  readonly plan: SavingsPlan | null; // the employer's
  readonly hsaRoom: Decimal; // USD; 0 without a high-deductible plan
  readonly hsaPayrollRate: Decimal; // Social Security and Medicare tax saved through payroll, else 0
  readonly ira: IraRoom | null;
  readonly preTaxIraBalance: Decimal; // USD on 31 December; makes a back-door conversion partly taxable
  readonly rateNow: Decimal; // marginal, on the next dollar of wages, state included
  readonly rateLater: Decimal; // expected on the money when it comes out
  readonly educationWanted: Decimal; // USD for 529 plans
  readonly educationStateRate: Decimal; // state tax saved on a 529 contribution, else 0
}

export interface SavingsPlan {
  readonly room: DeferralRoom;
  readonly hasRoth: boolean;
  readonly deferralForMatch: Decimal; // USD still to defer for the full match
  readonly matchToCome: Decimal; // USD the employer adds for it
}

export type SavingsStepKind =
  | "DEFERRAL_FOR_MATCH"
  | "HSA"
  | "TRADITIONAL_IRA"
  | "ROTH_IRA"
  | "BACKDOOR_ROTH_IRA"
  | "TRADITIONAL_DEFERRAL"
  | "ROTH_DEFERRAL"
  | "MEGA_BACKDOOR"
  | "EDUCATION_529"
  | "TAXABLE";

/** One step, in order of what a dollar earns. */
export interface SavingsStep {
  readonly kind: SavingsStepKind;
  readonly amount: Decimal; // USD, > 0
  readonly by: CalendarDate | null; // last day for the year; null: any day
  readonly worth: Decimal; // USD now, against putting the same dollars into the other tax treatment or the taxable account
  readonly reason: string;
}

/** The steps, and what could not be advised. */
export interface SavingsOrder {
  readonly steps: readonly SavingsStep[]; // sum to the budget
  readonly notes: readonly string[];
}

interface Candidate {
  readonly kind: SavingsStepKind;
  readonly room: Decimal;
  readonly deadline: ContributionKind | null;
  readonly worthEach: Decimal; // USD a dollar
  readonly reason: string;
}

/**
 * Where the next dollars go: the match, the HSA, Roth or traditional by the marginal rate now and
 * later, after-tax money for a mega-backdoor, 529 plans, a taxable account.
 *
 * Equal rates go to Roth: the same money, without later minimums and with a larger limit in
 * after-tax terms. High-interest debt and an emergency reserve come before all this and are not
 * part of it.
 *
 * @throws {Refusal} BAD_INPUT for a negative amount
 */
export function contributionOrder(savings: SavingsYear): SavingsOrder {
  const { steps, notes } = householdContributionOrder(savings.budget, [savings]);
  return {
    steps: steps.map(({ kind, amount, by, worth, reason }) => ({
      kind,
      amount,
      by,
      worth,
      reason,
    })),
    notes: notes.map((n) => n.text),
  };
}

/** A step of one of several savers. */
export interface SaverStep extends SavingsStep {
  readonly saver: number; // place among the savers
}

/** The steps of a household, and what could not be advised to whom. */
export interface HouseholdSavingsOrder {
  readonly steps: readonly SaverStep[]; // sum to the budget
  readonly notes: readonly { readonly saver: number; readonly text: string }[];
}

/**
 * The same for savers with one purse: every match comes before any HSA, every HSA before any IRA.
 *
 * @param savers in order; of equal steps the first one's comes first, and the rest is the first one's taxable account
 * @throws {Refusal} BAD_INPUT for a negative amount
 */
export function householdContributionOrder(
  budget: Decimal,
  savers: readonly Omit<SavingsYear, "budget">[],
): HouseholdSavingsOrder {
  requireNotNegative({ budget });
  const candidates = savers
    .flatMap((savings, saver) =>
      candidatesOf(savings).map((c) => ({ ...c, saver, year: savings.year })),
    )
    .toSorted((a, b) => RANK[a.kind] - RANK[b.kind]);
  const steps: SaverStep[] = [];
  let left = budget;
  for (const { saver, year, ...candidate } of candidates) {
    const amount = smaller(left, candidate.room);
    if (!amount.gt(0)) continue;
    steps.push({ saver, ...stepOf(candidate, amount, year) });
    left = left.minus(amount);
  }
  if (left.gt(0)) steps.push({ saver: 0, ...stepOf(TAXABLE(left), left, 0) });
  const notes = savers.flatMap((s, saver) => notesOf(s).map((text) => ({ saver, text })));
  return { steps, notes };
}

/** What comes before what; equal ones keep the order in which a saver has them. */
const RANK: Readonly<Record<SavingsStepKind, number>> = {
  DEFERRAL_FOR_MATCH: 0,
  HSA: 1,
  TRADITIONAL_IRA: 2,
  ROTH_IRA: 2,
  BACKDOOR_ROTH_IRA: 2,
  TRADITIONAL_DEFERRAL: 3,
  ROTH_DEFERRAL: 3,
  MEGA_BACKDOOR: 4,
  EDUCATION_529: 5,
  TAXABLE: 6,
};

function candidatesOf(savings: Saver): readonly Candidate[] {
  const { hsaRoom, educationWanted, preTaxIraBalance, plan } = savings;
  requireNotNegative({ hsaRoom, educationWanted, preTaxIraBalance });
  const matched = smaller(plan?.deferralForMatch ?? ZERO, plan?.room.room ?? ZERO);
  const isTraditional = savings.rateNow.gt(savings.rateLater);
  return [
    ...matchStep(savings, matched),
    hsaStep(savings),
    ...iraSteps(savings, isTraditional),
    ...deferralSteps(savings, isTraditional, matched),
    ...afterTaxSteps(savings),
  ];
}

type Saver = Omit<SavingsYear, "budget">;

const stepOf = (c: Candidate, amount: Decimal, year: number): SavingsStep => ({
  kind: c.kind,
  amount,
  by: c.deadline && contributionDeadline(c.deadline, year),
  worth: amount.times(c.worthEach),
  reason: c.reason,
});

const percent = (rate: Decimal): string => `${rate.times(100).toDecimalPlaces(2).toFixed()} %`;

function matchStep({ plan }: Saver, matched: Decimal): Candidate[] {
  if (!plan || matched.isZero()) return [];
  const each = plan.matchToCome.div(plan.deferralForMatch);
  return [
    {
      kind: "DEFERRAL_FOR_MATCH",
      room: matched,
      deadline: "ELECTIVE_DEFERRAL",
      worthEach: each,
      reason: `The employer adds ${percent(each)} to every dollar: no other step returns as much at once.`,
    },
  ];
}

function hsaStep({ hsaRoom, hsaPayrollRate, rateNow }: Saver): Candidate {
  const each = rateNow.plus(hsaPayrollRate);
  return {
    kind: "HSA",
    room: hsaRoom,
    deadline: "HSA",
    worthEach: each,
    reason: `Deducted at ${percent(each)} now, and tax-free growth and withdrawals for medical costs: nothing else is untaxed at both ends.`,
  };
}

function iraSteps(savings: Saver, isTraditional: boolean): Candidate[] {
  const { ira } = savings;
  if (!ira) return [];
  const deductible = isTraditional ? ira.deductibleRoom : ZERO;
  const roth = smaller(ira.rothRoom, excessOver(ira.room, deductible));
  const backdoor = savings.preTaxIraBalance.isZero()
    ? excessOver(ira.room, deductible.plus(roth))
    : ZERO;
  const advantage = savings.rateLater.minus(savings.rateNow).abs();
  const step = (kind: SavingsStepKind, room: Decimal, how: Worth): Candidate => ({
    kind,
    room,
    deadline: "IRA",
    ...how,
  });
  return [
    step("TRADITIONAL_IRA", deductible, {
      worthEach: advantage,
      reason: traditionalReason(savings),
    }),
    step(
      "ROTH_IRA",
      roth,
      isTraditional
        ? { worthEach: ZERO, reason: NOT_DEDUCTIBLE }
        : { worthEach: advantage, reason: rothReason(savings) },
    ),
    step("BACKDOOR_ROTH_IRA", backdoor, { worthEach: ZERO, reason: BACKDOOR }),
  ];
}

type Worth = Pick<Candidate, "worthEach" | "reason">;

const NOT_DEDUCTIBLE =
  "The rest of the limit is not deductible at this income: Roth growth is tax-free.";

const BACKDOOR =
  "Income is over the Roth limit: a non-deductible contribution, then its conversion, taxes only what it earned between.";

function deferralSteps(savings: Saver, isTraditional: boolean, matched: Decimal): Candidate[] {
  const { plan } = savings;
  if (!plan) return [];
  const left = excessOver(plan.room.room, matched);
  const rothOnly = plan.room.isCatchUpRothOnly ? smaller(left, plan.room.catchUpRoom) : ZERO;
  const free = left.minus(rothOnly);
  const isPreTax = isTraditional || !plan.hasRoth;
  const advantage = savings.rateNow.minus(savings.rateLater);
  const step = (kind: SavingsStepKind, room: Decimal, reason: string): Candidate => ({
    kind,
    room,
    deadline: "ELECTIVE_DEFERRAL",
    worthEach: kind === "TRADITIONAL_DEFERRAL" ? advantage : advantage.negated(),
    reason,
  });
  const withoutRoth = `The plan has no Roth account; pre-tax growth still beats a taxable account.`;
  return [
    step(
      isPreTax ? "TRADITIONAL_DEFERRAL" : "ROTH_DEFERRAL",
      free,
      isTraditional ? traditionalReason(savings) : isPreTax ? withoutRoth : rothReason(savings),
    ),
    step(
      "ROTH_DEFERRAL",
      rothOnly,
      "Last year's wages at this employer are over the limit of 26 USC 414(v)(7): catch-up contributions are Roth.",
    ),
  ];
}

function afterTaxSteps(savings: Saver): Candidate[] {
  return [
    {
      kind: "MEGA_BACKDOOR",
      room: savings.plan?.room.megaBackdoor ?? ZERO,
      deadline: "AFTER_TAX_TO_PLAN",
      worthEach: ZERO,
      reason:
        "After-tax money, converted at once, grows tax-free: no deduction, but no tax on gains either.",
    },
    {
      kind: "EDUCATION_529",
      room: savings.educationWanted,
      deadline: "EDUCATION_529",
      worthEach: savings.educationStateRate,
      reason: savings.educationStateRate.gt(0)
        ? `Tax-free for education, and the state gives ${percent(savings.educationStateRate)} now.`
        : "Tax-free for education; the state gives nothing now.",
    },
  ];
}

const TAXABLE = (room: Decimal): Candidate => ({
  kind: "TAXABLE",
  room,
  deadline: null,
  worthEach: ZERO,
  reason: "Every sheltered room is used: long-term gains and harvesting keep the tax low.",
});

const traditionalReason = ({ rateNow, rateLater }: Saver): string =>
  `Deducted at ${percent(rateNow)} now, taxed at ${percent(rateLater)} later.`;

const rothReason = ({ rateNow, rateLater }: Saver): string =>
  rateNow.eq(rateLater)
    ? `Taxed at ${percent(rateNow)} now as later: Roth has no minimum distributions and holds more after tax.`
    : `Taxed at ${percent(rateNow)} now, and not at ${percent(rateLater)} later.`;

function notesOf({ ira, preTaxIraBalance, plan }: Saver): readonly string[] {
  const notes: string[] = [];
  if (ira && preTaxIraBalance.gt(0) && ira.room.gt(ira.rothRoom)) {
    notes.push(
      `A back-door Roth conversion would be taxed in proportion to the ${preTaxIraBalance.toFixed()} USD of pre-tax IRAs: move those into a plan first.`,
    );
  }
  if (plan && plan.room.excess.gt(0)) {
    notes.push(
      `Deferrals are ${plan.room.excess.toFixed()} USD over the limit: take them out by 15 April.`,
    );
  }
  if (ira && ira.excess.gt(0)) {
    notes.push(
      `IRA contributions are ${ira.excess.toFixed()} USD over the limit: 6 % a year until they are out.`,
    );
  }
  return notes;
}
