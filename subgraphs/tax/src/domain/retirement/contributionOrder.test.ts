import { date } from "@wealthgraph/kernel/calendarDate";
import { Decimal, sum } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { contributionOrder, type SavingsYear } from "./contributionOrder.js";
import { deferralRoom } from "./deferralRoom.js";
import { iraRooms } from "./iraContribution.js";

const usd = (amount: string | number) => new Decimal(amount);

interface Person {
  readonly age: number;
  readonly wages: number;
  readonly wagesYearBefore: number;
  readonly magi: number;
}

const YOUNG: Person = { age: 40, wages: 120000, wagesYearBefore: 120000, magi: 110000 };

function savingsOf(person: Person, more: Partial<SavingsYear> = {}): SavingsYear {
  const birthDate = date(`${2026 - person.age}-05-05`);
  const room = deferralRoom(
    {
      kind: "PLAN_401K",
      birthDate,
      compensation: usd(person.wages),
      deferred: usd(0),
      deferredElsewhere: usd(0),
      employerContributions: usd(4800),
      afterTax: usd(0),
      allowsAfterTax: true,
      hasRoth: true,
      wagesYearBefore: usd(person.wagesYearBefore),
    },
    2026,
  );
  const [ira] = iraRooms(
    {
      filingStatus: "SINGLE",
      livedApart: false,
      rothMagi: usd(person.magi),
      deductionMagi: usd(person.magi),
      isSeparateSpouseCovered: false,
      savers: [
        {
          birthDate,
          compensation: usd(person.wages),
          isCoveredByPlan: true,
          traditional: usd(0),
          roth: usd(0),
        },
      ],
    },
    2026,
  );
  return {
    year: 2026,
    budget: usd(100000),
    plan: { room, hasRoth: true, deferralForMatch: usd(6000), matchToCome: usd(4800) },
    hsaRoom: usd(4400),
    hsaPayrollRate: usd("0.0765"),
    ira: ira ?? null,
    preTaxIraBalance: usd(0),
    rateNow: usd("0.24"),
    rateLater: usd("0.15"),
    educationWanted: usd(3000),
    educationStateRate: usd("0.0495"),
    ...more,
  };
}

const listOf = (savings: SavingsYear) =>
  contributionOrder(savings).steps.map((s) => `${s.kind} ${s.amount.toFixed()}`);

describe("contributionOrder", () => {
  it("goes match, HSA, Roth IRA where no deduction is left, pre-tax deferrals, after-tax, 529, taxable", () => {
    expect(listOf(savingsOf(YOUNG))).toEqual([
      "DEFERRAL_FOR_MATCH 6000",
      "HSA 4400",
      "ROTH_IRA 7500",
      "TRADITIONAL_DEFERRAL 18500", // 24,500 - 6,000
      "MEGA_BACKDOOR 42700", // 72,000 - 24,500 - 4,800
      "EDUCATION_529 3000",
      "TAXABLE 17900",
    ]);
  });

  it("says what each step is worth and until when it is possible", () => {
    const [match, hsa, , deferral] = contributionOrder(savingsOf(YOUNG)).steps;
    expect(match).toMatchObject({ worth: usd(4800), by: "2026-12-31" });
    expect(match?.reason).toContain("80 %");
    expect(hsa).toMatchObject({ by: "2027-04-15" });
    expect(hsa?.worth.toFixed()).toBe("1392.6"); // 4,400 x 31.65 %
    expect(deferral?.worth.toFixed()).toBe("1665"); // 18,500 x (24 % - 15 %)
    expect(deferral?.reason).toBe("Deducted at 24 % now, taxed at 15 % later.");
  });

  it("takes Roth when the rate will rise, and when it stays the same", () => {
    const rising = savingsOf(YOUNG, { rateNow: usd("0.12"), rateLater: usd("0.22") });
    expect(listOf(rising).slice(2, 4)).toEqual(["ROTH_IRA 7500", "ROTH_DEFERRAL 18500"]);
    expect(contributionOrder(rising).steps[2]?.worth.toFixed()).toBe("750"); // 7,500 x 10 %
    const level = savingsOf(YOUNG, { rateLater: usd("0.24") });
    expect(listOf(level)[3]).toBe("ROTH_DEFERRAL 18500");
  });

  it("deducts an IRA as far as income allows and fills the rest with Roth", () => {
    // covered and single: 7,500 x (91,000 - 85,000) / 10,000 = 4,500
    const middle = savingsOf({ ...YOUNG, magi: 85000 });
    expect(listOf(middle).slice(2, 4)).toEqual(["TRADITIONAL_IRA 4500", "ROTH_IRA 3000"]);
  });

  it("goes through the back door over the Roth limit, unless pre-tax IRAs would be taxed with it", () => {
    const rich = { ...YOUNG, magi: 200000 };
    expect(listOf(savingsOf(rich))[2]).toBe("BACKDOOR_ROTH_IRA 7500");
    const withOld = contributionOrder(savingsOf(rich, { preTaxIraBalance: usd(90000) }));
    expect(withOld.steps.some((s) => s.kind === "BACKDOOR_ROTH_IRA")).toBe(false);
    expect(withOld.notes[0]).toContain("90000 USD of pre-tax IRAs");
  });

  it("puts the catch-up of a high earner into Roth though pre-tax would save now", () => {
    const senior = savingsOf({ age: 61, wages: 200000, wagesYearBefore: 180000, magi: 110000 });
    expect(listOf(senior).slice(3, 5)).toEqual([
      "TRADITIONAL_DEFERRAL 18500",
      "ROTH_DEFERRAL 11250",
    ]);
    expect(contributionOrder(senior).steps[4]?.reason).toContain("414(v)(7)");
  });

  it("stops when the money is spent", () => {
    expect(listOf(savingsOf(YOUNG, { budget: usd(8000) }))).toEqual([
      "DEFERRAL_FOR_MATCH 6000",
      "HSA 2000",
    ]);
    expect(listOf(savingsOf(YOUNG, { budget: usd(0) }))).toEqual([]);
  });

  it("works without an employer's plan", () => {
    expect(listOf(savingsOf(YOUNG, { plan: null, budget: usd(12000) }))).toEqual([
      "HSA 4400",
      "ROTH_IRA 7500",
      "EDUCATION_529 100",
    ]);
  });

  it("spends the budget to the dollar and never more than any room", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 150_000 }),
        fc.integer({ min: 20, max: 75 }),
        fc.integer({ min: 5000, max: 400_000 }),
        fc.integer({ min: 0, max: 37 }),
        (budget, age, wages, later) => {
          const savings = savingsOf(
            { age, wages, wagesYearBefore: wages, magi: wages },
            { budget: usd(budget), rateLater: usd(later).div(100) },
          );
          const { steps } = contributionOrder(savings);
          expect(sum(steps.map((s) => s.amount)).eq(budget)).toBe(true);
          const of = (...kinds: string[]) =>
            sum(steps.filter((s) => kinds.includes(s.kind)).map((s) => s.amount));
          const deferrals = of("DEFERRAL_FOR_MATCH", "TRADITIONAL_DEFERRAL", "ROTH_DEFERRAL");
          expect(deferrals.lte(savings.plan?.room.room ?? 0)).toBe(true);
          expect(of("HSA").lte(4400)).toBe(true);
          const iras = of("TRADITIONAL_IRA", "ROTH_IRA", "BACKDOOR_ROTH_IRA");
          expect(iras.lte(savings.ira?.room ?? 0)).toBe(true);
          expect(of("ROTH_IRA").lte(savings.ira?.rothRoom ?? 0)).toBe(true);
          expect(of("MEGA_BACKDOOR").lte(savings.plan?.room.megaBackdoor ?? 0)).toBe(true);
        },
      ),
    );
  });

  it("refuses a negative budget", () => {
    expect(() => contributionOrder(savingsOf(YOUNG, { budget: usd(-1) }))).toThrow(Refusal);
  });
});
