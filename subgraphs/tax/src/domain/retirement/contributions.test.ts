import { date } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { requireWithinRoom } from "./contributionAge.js";
import { contributionDeadline } from "./contributionDeadline.js";
import { deferralRoom, type PlanParticipation } from "./deferralRoom.js";
import { educationRolloverRoom } from "./educationRollover.js";
import { type HsaSaver, hsaRoom, isHighDeductiblePlan } from "./hsaContribution.js";
import { type IraHousehold, iraRooms, type IraSaver } from "./iraContribution.js";
import { sepLimit, sepLimitSelfEmployed } from "./sepContribution.js";

const usd = (amount: string | number) => new Decimal(amount);

const codeOf = (act: () => unknown): string | null => {
  try {
    act();
    return null;
  } catch (error) {
    return error instanceof Refusal ? error.code : "not a refusal";
  }
};

/** A participant of `age` at the end of the year; amounts in plain numbers. */
const inPlan = (
  age: number,
  year: number,
  more: Partial<PlanParticipation> = {},
): PlanParticipation => ({
  kind: "PLAN_401K",
  birthDate: date(`${year - age}-07-01`),
  compensation: usd(120000),
  deferred: usd(0),
  deferredElsewhere: usd(0),
  employerContributions: usd(0),
  afterTax: usd(0),
  allowsAfterTax: false,
  hasRoth: true,
  wagesYearBefore: usd(120000),
  ...more,
});

describe("deferralRoom", () => {
  it.each([
    // limit + catch-up of IRS Notices 2023-75, 2024-80, 2025-67
    [2024, 49, 23000],
    [2024, 61, 30500],
    [2025, 50, 31000],
    [2025, 59, 31000],
    [2025, 60, 34750],
    [2025, 63, 34750],
    [2025, 64, 31000],
    [2026, 49, 24500],
    [2026, 50, 32500],
    [2026, 62, 35750],
    [2026, 64, 32500],
  ])("in %i at %i there is room for %i", (year, age, room) => {
    expect(deferralRoom(inPlan(age, year), year).room.toNumber()).toBe(room);
  });

  it("counts deferrals in all plans of a person, but not against a 457(b)", () => {
    const used = { deferred: usd(4000), deferredElsewhere: usd(10000) };
    expect(deferralRoom(inPlan(40, 2026, used), 2026).room.toNumber()).toBe(10500);
    const other = { ...used, kind: "GOVERNMENTAL_457B" as const };
    expect(deferralRoom(inPlan(40, 2026, other), 2026).room.toNumber()).toBe(20500);
  });

  it("stops at the pay that is left, and names what is over the limit", () => {
    const poor = inPlan(55, 2026, { compensation: usd(9000), deferred: usd(2000) });
    expect(deferralRoom(poor, 2026).room.toNumber()).toBe(7000);
    const over = deferralRoom(inPlan(40, 2026, { deferred: usd(26000) }), 2026);
    expect([over.room.toNumber(), over.excess.toNumber()]).toEqual([0, 1500]);
  });

  it("makes the catch-up of those over 150,000 Roth from 2026 on, and closes it without a Roth account", () => {
    const rich = { wagesYearBefore: usd("150000.01") };
    const of = (year: number, more: Partial<PlanParticipation>) =>
      deferralRoom(inPlan(55, year, { ...rich, ...more }), year);
    expect(of(2025, {}).isCatchUpRothOnly).toBe(false);
    expect(of(2026, {})).toMatchObject({ isCatchUpRothOnly: true, catchUpRoom: usd(8000) });
    expect(of(2026, { wagesYearBefore: usd(150000) }).isCatchUpRothOnly).toBe(false);
    expect(of(2026, { hasRoth: false })).toMatchObject({ catchUp: usd(0), room: usd(24500) });
    expect(of(2026, { kind: "SIMPLE" }).isCatchUpRothOnly).toBe(false);
  });

  it.each([
    ["SIMPLE", 40, 17000],
    ["SIMPLE", 55, 21000],
    ["SIMPLE", 61, 22250],
    ["SIMPLE_SMALL_EMPLOYER", 40, 18100],
    ["SIMPLE_SMALL_EMPLOYER", 55, 21950],
    ["SIMPLE_SMALL_EMPLOYER", 61, 23350],
  ] as const)("a %s at %i takes %i in 2026", (kind, age, room) => {
    expect(deferralRoom(inPlan(age, 2026, { kind }), 2026).room.toNumber()).toBe(room);
  });

  it("leaves 72,000 - 24,500 - 10,000 = 37,500 for after-tax money, with or without catch-up", () => {
    const plan = { allowsAfterTax: true, employerContributions: usd(10000) };
    expect(deferralRoom(inPlan(40, 2026, plan), 2026).megaBackdoor.toNumber()).toBe(37500);
    expect(deferralRoom(inPlan(55, 2026, plan), 2026).megaBackdoor.toNumber()).toBe(37500);
    const begun = { ...plan, deferred: usd(24500), afterTax: usd(7500) };
    expect(deferralRoom(inPlan(40, 2026, begun), 2026).megaBackdoor.toNumber()).toBe(30000);
    // deferred 20,000 elsewhere: only 4,500 of the limit can go in here
    const split = { ...plan, deferredElsewhere: usd(20000) };
    expect(deferralRoom(inPlan(40, 2026, split), 2026).megaBackdoor.toNumber()).toBe(57500);
    const closed = { ...plan, allowsAfterTax: false };
    expect(deferralRoom(inPlan(40, 2026, closed), 2026).megaBackdoor.toNumber()).toBe(0);
  });

  it("never leaves room over any limit", () => {
    const amount = fc.integer({ min: 0, max: 90_000 });
    fc.assert(
      fc.property(
        amount,
        amount,
        amount,
        fc.integer({ min: 18, max: 80 }),
        (compensation, deferred, employer, age) => {
          const plan = inPlan(age, 2026, {
            compensation: usd(compensation),
            deferred: usd(Math.min(deferred, compensation)),
            employerContributions: usd(employer),
            allowsAfterTax: true,
          });
          const r = deferralRoom(plan, 2026);
          if (r.excess.isZero()) {
            expect(plan.deferred.plus(r.room).lte(r.limit.plus(r.catchUp))).toBe(true);
          }
          expect(plan.deferred.plus(r.room).lte(plan.compensation)).toBe(true);
          const base = Decimal.min(plan.deferred.plus(r.room), r.limit);
          if (r.megaBackdoor.gt(0)) {
            const additions = base.plus(employer).plus(r.megaBackdoor);
            expect(additions.eq(r.additionsLimit ?? 0)).toBe(true);
          }
          expect(r.room.gte(0) && r.megaBackdoor.gte(0) && r.catchUpRoom.lte(r.room)).toBe(true);
        },
      ),
    );
  });

  it("refuses a negative amount and an unknown year", () => {
    expect(codeOf(() => deferralRoom(inPlan(40, 2026, { afterTax: usd(-1) }), 2026))).toBe(
      "BAD_INPUT",
    );
    expect(codeOf(() => deferralRoom(inPlan(40, 2023), 2023))).toBe("TAX_YEAR_UNKNOWN");
  });
});

const saver = (age: number, more: Partial<IraSaver> = {}): IraSaver => ({
  birthDate: date(`${2026 - age}-07-01`),
  compensation: usd(100000),
  isCoveredByPlan: false,
  traditional: usd(0),
  roth: usd(0),
  ...more,
});

const household = (
  filingStatus: IraHousehold["filingStatus"],
  magi: number,
  savers: readonly IraSaver[],
  more: Partial<IraHousehold> = {},
): IraHousehold => ({
  filingStatus,
  livedApart: false,
  rothMagi: usd(magi),
  deductionMagi: usd(magi),
  isSeparateSpouseCovered: false,
  savers,
  ...more,
});

const roomsOf = (of: IraHousehold, year = 2026) => {
  const [first, second] = iraRooms(of, year);
  if (!first) throw new Error("a household has a saver");
  return { first, second: second ?? first };
};

describe("iraRooms", () => {
  it.each([
    // limit 8,600 at 55; x (168,000 - MAGI) / 15,000, up to the next 10, at least 200
    [153000, 8600],
    [153001, 8600], // 8,599.43
    [155000, 7460], // 7,453.33
    [160500, 4300],
    [167900, 200], // 57.33
    [168000, 0],
    [400000, 0],
  ])("a single saver of 55 with %i may put %i into a Roth IRA in 2026", (magi, max) => {
    const { first } = roomsOf(household("SINGLE", magi, [saver(55)]));
    expect([first.limit.toNumber(), first.rothMax.toNumber()]).toEqual([8600, max]);
  });

  it("lets Kristin, without compensation, use Carl's 30,000 less his 7,000 (IRS Pub. 590-A, spousal IRA)", () => {
    const carl = saver(30, { compensation: usd(30000), traditional: usd(7000) });
    const kristin = saver(25, { compensation: usd(0) });
    const joint = household("MARRIED_FILING_JOINTLY", 30000, [carl, kristin]);
    const { first, second } = roomsOf(joint, 2025);
    expect([first.limit.toNumber(), first.room.toNumber()]).toEqual([7000, 0]);
    expect([second.limit.toNumber(), second.room.toNumber()]).toEqual([7000, 7000]);
  });

  it("leaves the spouse only what the other's compensation still covers", () => {
    const earner = saver(30, { compensation: usd(9000), roth: usd(7500) });
    const spouse = saver(30, { compensation: usd(500) });
    const joint = household("MARRIED_FILING_JOINTLY", 9500, [earner, spouse]);
    expect(roomsOf(joint).second.limit.toNumber()).toBe(2000); // 500 + 9,000 - 7,500
  });

  it("phases the deduction out for the covered and, higher up, for the spouse of the covered", () => {
    const covered = saver(40, { isCoveredByPlan: true });
    const joint = (magi: number) =>
      roomsOf(household("MARRIED_FILING_JOINTLY", magi, [covered, saver(40)]));
    // 7,500 x (149,000 - 139,000) / 20,000; the other's range begins at 242,000
    expect(joint(139000).first.deductibleMax.toNumber()).toBe(3750);
    expect(joint(139000).second.deductibleMax.toNumber()).toBe(7500);
    expect(joint(247000).first.deductibleMax.toNumber()).toBe(0);
    expect(joint(247000).second.deductibleMax.toNumber()).toBe(3750);
    const nobody = household("MARRIED_FILING_JOINTLY", 900000, [saver(40), saver(40)]);
    expect(roomsOf(nobody).first.deductibleMax.toNumber()).toBe(7500);
  });

  it("gives separate filers 0 to 10,000, those apart all year the range of single ones", () => {
    const separate = (more: Partial<IraHousehold>) =>
      roomsOf(household("MARRIED_FILING_SEPARATELY", 5000, [saver(40)], more)).first;
    expect(separate({}).rothMax.toNumber()).toBe(3750);
    expect(separate({ livedApart: true }).rothMax.toNumber()).toBe(7500);
    expect(separate({}).deductibleMax.toNumber()).toBe(7500);
    expect(separate({ isSeparateSpouseCovered: true }).deductibleMax.toNumber()).toBe(3750);
  });

  it("shares one limit between traditional and Roth, and names the excess", () => {
    const both = saver(40, { traditional: usd(5000), roth: usd(1000) });
    const { first } = roomsOf(household("SINGLE", 100000, [both]));
    expect(first).toMatchObject({ room: usd(1500), rothRoom: usd(1500), excess: usd(0) });
    const tooRich = roomsOf(household("SINGLE", 200000, [both])).first;
    expect(tooRich).toMatchObject({ rothRoom: usd(0), excess: usd(1000) });
  });

  it("never lets contributions and room together pass the limit", () => {
    const amount = fc.integer({ min: 0, max: 12_000 });
    fc.assert(
      fc.property(
        amount,
        amount,
        fc.integer({ min: 0, max: 300_000 }),
        fc.integer({ min: 18, max: 90 }),
        (traditional, roth, magi, age) => {
          const one = saver(age, {
            traditional: usd(traditional),
            roth: usd(roth),
            isCoveredByPlan: true,
          });
          const { first: r } = roomsOf(household("SINGLE", magi, [one]));
          expect(r.limit.lte(8600)).toBe(true);
          for (const room of [r.rothRoom, r.deductibleRoom]) {
            expect(room.gte(0) && room.lte(r.room)).toBe(true);
          }
          if (r.excess.isZero()) {
            expect(r.room.plus(traditional).plus(roth).eq(r.limit)).toBe(true);
            expect(r.rothRoom.plus(roth).lte(r.rothMax)).toBe(true);
          }
          expect(r.rothMax.lte(r.limit) && r.deductibleMax.lte(r.limit)).toBe(true);
        },
      ),
    );
  });

  it("refuses a joint return with one person and a negative contribution", () => {
    expect(codeOf(() => iraRooms(household("MARRIED_FILING_JOINTLY", 1, [saver(40)]), 2026))).toBe(
      "BAD_INPUT",
    );
    const wrong = saver(40, { roth: usd(-1) });
    expect(codeOf(() => iraRooms(household("SINGLE", 1, [wrong]), 2026))).toBe("BAD_INPUT");
  });
});

describe("hsaRoom", () => {
  const hsa = (age: number, more: Partial<HsaSaver> = {}): HsaSaver => ({
    birthDate: date(`${2026 - age}-12-31`),
    coverage: "SELF_ONLY",
    monthsEligible: 12,
    usesLastMonthRule: false,
    contributed: usd(0),
    spouseUsesOfFamily: usd(0),
    ...more,
  });

  it.each([
    [54, "SELF_ONLY", 12, 4400],
    [55, "SELF_ONLY", 12, 5400],
    [55, "FAMILY", 12, 9750],
    [55, "FAMILY", 6, 4875], // (8,750 + 1,000) x 6 / 12
    [64, "SELF_ONLY", 0, 0],
  ] as const)(
    "at %i with %s coverage for %i months the limit is %i",
    (age, coverage, monthsEligible, limit) => {
      expect(hsaRoom(hsa(age, { coverage, monthsEligible }), 2026).limit.toNumber()).toBe(limit);
    },
  );

  it("gives the whole limit for one month under the last-month rule", () => {
    const late = hsa(40, { coverage: "FAMILY", monthsEligible: 1, usesLastMonthRule: true });
    expect(hsaRoom(late, 2026).limit.toNumber()).toBe(8750);
  });

  it("shares the family limit with the spouse, but not the 1,000 from 55 on", () => {
    const shared = hsa(56, {
      coverage: "FAMILY",
      spouseUsesOfFamily: usd(8750),
      contributed: usd(400),
    });
    expect(hsaRoom(shared, 2026)).toMatchObject({ limit: usd(1000), room: usd(600) });
    expect(hsaRoom({ ...shared, contributed: usd(1200) }, 2026).excess.toNumber()).toBe(200);
  });

  it.each([13, -1, 1.5])("refuses %d months", (monthsEligible) => {
    expect(codeOf(() => hsaRoom(hsa(40, { monthsEligible }), 2026))).toBe("BAD_INPUT");
  });
});

describe("isHighDeductiblePlan", () => {
  it.each([
    ["SELF_ONLY", 1700, 8500, true],
    ["SELF_ONLY", 1699, 8500, false],
    ["FAMILY", 3400, 17000, true],
    ["FAMILY", 3400, 17001, false],
  ] as const)("%s with %i and %i in 2026: %s", (coverage, deductible, most, is) => {
    const plan = { coverage, deductible: usd(deductible), outOfPocketMax: usd(most) };
    expect(isHighDeductiblePlan(plan, 2026)).toBe(is);
  });
});

describe("educationRolloverRoom", () => {
  const plan = {
    openedOn: date("2011-05-01"),
    balance: usd(60000),
    recentContributions: usd(10000),
    rolledOverBefore: usd(0),
    iraRoom: usd(7500),
  };
  const room = (more: Partial<typeof plan>, on = "2026-05-01") =>
    educationRolloverRoom({ ...plan, ...more }, date(on), 2026).toNumber();

  it("opens after 15 years, up to the year's IRA room, the seasoned money and 35,000 in a lifetime", () => {
    expect(room({}, "2026-04-30")).toBe(0);
    expect(room({})).toBe(7500);
    expect(room({ balance: usd(12000) })).toBe(2000);
    expect(room({ rolledOverBefore: usd(30000) })).toBe(5000);
    expect(room({ rolledOverBefore: usd(35000) })).toBe(0);
    expect(room({ iraRoom: usd(0) })).toBe(0);
  });

  it("refuses a negative balance", () => {
    expect(codeOf(() => room({ balance: usd(-1) }))).toBe("BAD_INPUT");
  });
});

describe("sepLimit", () => {
  it.each([
    [100000, 25000],
    [288000, 72000],
    [500000, 72000],
  ])("an employee paid %i gets at most %i in 2026", (pay, limit) => {
    expect(sepLimit(usd(pay), 2026).toNumber()).toBe(limit);
  });

  it.each([
    [100000, 20000],
    [360000, 72000],
    [900000, 72000],
  ])("net earnings of %i allow %i (Pub. 560: 25 % becomes 20 %)", (net, limit) => {
    expect(sepLimitSelfEmployed(usd(net), 2026).toNumber()).toBe(limit);
  });
});

describe("contributionDeadline", () => {
  it.each([
    ["IRA", 2025, "2026-04-15"],
    ["HSA", 2021, "2022-04-18"], // Friday 15: Emancipation Day observed
    ["IRA", 2022, "2023-04-18"], // Saturday, Sunday, Monday 17: Emancipation Day observed
    ["IRA", 2027, "2028-04-18"],
    ["SEP", 2025, "2026-10-15"],
    ["SEP", 2027, "2028-10-16"], // Sunday
    ["ELECTIVE_DEFERRAL", 2026, "2026-12-31"],
    ["ROTH_CONVERSION", 2026, "2026-12-31"],
    ["EDUCATION_529", 2026, "2026-12-31"],
  ] as const)("%s for %i is possible until %s", (kind, year, by) => {
    expect(contributionDeadline(kind, year)).toBe(by);
  });
});

describe("requireWithinRoom", () => {
  it("refuses a contribution over the room and says how much there is", () => {
    expect(codeOf(() => requireWithinRoom("HSA", usd(4400), usd(4400)))).toBeNull();
    try {
      requireWithinRoom("HSA", usd("4400.01"), usd(4400));
      throw new Error("it was not refused");
    } catch (error) {
      expect(error).toMatchObject({
        code: "CONTRIBUTION_OVER_LIMIT",
        facts: { kind: "HSA", askedUsd: "4400.01", roomUsd: "4400" },
      });
    }
    expect(codeOf(() => requireWithinRoom("HSA", usd(-1), usd(4400)))).toBe("BAD_INPUT");
  });
});
