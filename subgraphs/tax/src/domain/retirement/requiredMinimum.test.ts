import { date } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { jointLifeExpectancy, uniformLifetime } from "./lifeExpectancy.js";
import { firstYearInPlan, requiredBeginning } from "./requiredBeginning.js";
import { type OwnedAccount, requiredMinimum, type RmdOwner } from "./requiredMinimum.js";
import { rmdExcise } from "./rmdExcise.js";
import { projectRmds, type RmdPlan } from "./rmdProjection.js";

const usd = (amount: string | number) => new Decimal(amount);

const account = (
  id: string,
  kind: OwnedAccount["kind"],
  balance: string | number,
  more: Partial<OwnedAccount> = {},
): OwnedAccount => ({
  id,
  kind,
  priorYearEndBalance: usd(balance),
  isSpouseSoleBeneficiary: false,
  employment: null,
  ...more,
});

const owner = (born: string, spouseBorn: string | null = null): RmdOwner => ({
  birthDate: date(born),
  spouseBirthDate: spouseBorn === null ? null : date(spouseBorn),
});

const ofIra = (born: string, year: number, balance: string, spouse: string | null = null) =>
  requiredMinimum(
    owner(born, spouse),
    [account("ira", "IRA", balance, { isSpouseSoleBeneficiary: spouse !== null })],
    year,
  );

const codeOf = (act: () => unknown): string | null => {
  try {
    act();
    return null;
  } catch (error) {
    return error instanceof Refusal ? error.code : "not a refusal";
  }
};

describe("requiredBeginning", () => {
  it.each([
    ["1949-06-30", "70½", 2019, "2020-04-01"],
    ["1948-12-31", "70½", 2019, "2020-04-01"],
    ["1948-06-30", "70½", 2018, "2019-04-01"],
    ["1949-07-01", "72", 2021, "2022-04-01"],
    ["1950-12-31", "72", 2022, "2023-04-01"],
    ["1951-01-01", "73", 2024, "2025-04-01"],
    ["1959-12-31", "73", 2032, "2033-04-01"],
    ["1960-01-01", "75", 2035, "2036-04-01"],
  ])("an owner born %s begins at %s, for %i, by %s", (born, startAge, firstYear, beginningDate) => {
    expect(requiredBeginning(date(born))).toEqual({ startAge, firstYear, beginningDate });
  });

  it("waits for retirement in the employer's own plan, but not for an owner of over 5 %", () => {
    const born = date("1952-03-01"); // 73 in 2025
    const work = { ownsOverFivePercent: false };
    expect(firstYearInPlan(born, { ...work, retiredIn: null })).toBeNull();
    expect(firstYearInPlan(born, { ...work, retiredIn: 2028 })).toBe(2028);
    expect(firstYearInPlan(born, { ...work, retiredIn: 2020 })).toBe(2025);
    expect(firstYearInPlan(born, { retiredIn: null, ownsOverFivePercent: true })).toBe(2025);
  });
});

describe("requiredMinimum", () => {
  it("divides 100,000 by 24.6 at 75 with a spouse 6 years younger (IRS Pub. 590-B, 2025, Table III example: 4,065)", () => {
    const minimum = ofIra("1951-05-05", 2026, "100000", "1957-08-08");
    expect(minimum.accounts[0]).toMatchObject({ table: "UNIFORM", divisor: usd("24.6") });
    expect(minimum.total.toFixed(2)).toBe("4065.05"); // 4,065.04 065...: up to the cent
    expect(minimum.total.toFixed(0)).toBe("4065");
  });

  it("divides 262,000 by 28.2 at 76 with a spouse of 60 (Capital Group's Joint Life example: 9,290.78)", () => {
    const minimum = ofIra("1950-02-02", 2026, "262000", "1966-12-31");
    expect(minimum.accounts[0]).toMatchObject({ table: "JOINT", divisor: usd("28.2") });
    expect(minimum.total.toFixed(2)).toBe("9290.79"); // 9,290.780 1...: up to the cent
  });

  it("keeps to the Uniform table for a spouse exactly 10 years younger by the ages of the year", () => {
    const table = (spouse: string) => ofIra("1950-02-02", 2026, "1", spouse).accounts[0]?.table;
    expect(table("1960-01-01")).toBe("UNIFORM");
    expect(table("1960-12-31")).toBe("UNIFORM");
    expect(table("1961-01-01")).toBe("JOINT");
  });

  it("asks for nothing before the first year, nor of Roth accounts", () => {
    expect(ofIra("1954-01-01", 2026, "500000").total.toNumber()).toBe(0);
    const roth = requiredMinimum(owner("1940-01-01"), [account("r", "ROTH", "900000")], 2026);
    expect(roth.total.toNumber()).toBe(0);
    expect(roth.pools).toEqual([]);
  });

  it("pools IRAs with IRAs and 403(b)s with 403(b)s, and leaves each 401(k) alone", () => {
    const accounts = [
      account("ira-1", "IRA", "26500"),
      account("ira-2", "IRA", "53000"),
      account("403b-1", "PLAN_403B", "2650"),
      account("403b-2", "PLAN_403B", "5300"),
      account("401k-1", "PLAN_401K", "265000"),
      account("401k-2", "PLAN_401K", "79500"),
      account("working", "PLAN_401K", "100000", {
        employment: { retiredIn: null, ownsOverFivePercent: false },
      }),
    ];
    // 73 in 2026: each balance is a multiple of the divisor 26.5
    const { pools, total } = requiredMinimum(owner("1953-07-07"), accounts, 2026);
    expect(pools.map((p) => [p.from, p.accountIds.join(), p.amount.toNumber(), p.dueBy])).toEqual([
      ["IRAS", "ira-1,ira-2", 3000, "2027-04-01"],
      ["PLANS_403B", "403b-1,403b-2", 300, "2027-04-01"],
      ["ONE_PLAN", "401k-1", 10000, "2027-04-01"],
      ["ONE_PLAN", "401k-2", 3000, "2027-04-01"],
    ]);
    expect(total.toNumber()).toBe(16300);
    const second = requiredMinimum(owner("1953-07-07"), accounts, 2027);
    expect(new Set(second.pools.map((p) => p.dueBy))).toEqual(new Set(["2027-12-31"]));
  });

  it("refuses a negative balance and an age past 130", () => {
    expect(codeOf(() => ofIra("1950-01-01", 2026, "-1"))).toBe("BAD_INPUT");
    expect(codeOf(() => ofIra("1900-01-01", 2031, "1"))).toBe("BAD_INPUT");
  });

  it("never asks for less of a larger balance, for a negative amount, or for more than there is", () => {
    const cent = fc.integer({ min: 0, max: 2_000_000_000 });
    fc.assert(
      fc.property(
        cent,
        cent,
        fc.integer({ min: 75, max: 125 }),
        fc.boolean(),
        (a, b, age, young) => {
          const spouse = young ? `${2026 - age + 30}-01-01` : null;
          const ask = (c: number) =>
            ofIra(`${2026 - age}-06-01`, 2026, usd(c).div(100).toFixed(), spouse).total;
          const [low, high] = [ask(Math.min(a, b)), ask(Math.max(a, b))];
          expect(low.gte(0) && low.lte(high)).toBe(true);
          expect(high.lte(usd(Math.max(a, b)).div(100))).toBe(true);
        },
      ),
    );
  });

  it("has a longer Joint than Uniform period for every spouse more than 10 years younger", () => {
    for (let age = 72; age <= 120; age += 1) {
      for (let spouse = 20; spouse < age - 10; spouse += 1) {
        expect(jointLifeExpectancy(age, spouse).gte(uniformLifetime(age))).toBe(true);
      }
    }
  });
});

describe("rmdExcise", () => {
  const missed = (correctedOn: string | null) =>
    rmdExcise({
      required: usd(10000),
      taken: usd(4000),
      dueOn: date("2026-12-31"),
      correctedOn: correctedOn === null ? null : date(correctedOn),
    });

  it("takes 25 % of the shortfall, 10 % when it is made up by the end of the second year after", () => {
    expect(missed(null)).toMatchObject({ shortfall: usd(6000), tax: usd(1500) });
    expect(missed("2028-12-31")).toMatchObject({ tax: usd(600), correctBy: "2028-12-31" });
    expect(missed("2029-01-01").tax.toNumber()).toBe(1500);
  });

  it("takes nothing when enough was taken", () => {
    const none = rmdExcise({
      required: usd(1),
      taken: usd(2),
      dueOn: date("2027-04-01"),
      correctedOn: null,
    });
    expect([none.shortfall.toNumber(), none.tax.toNumber()]).toEqual([0, 0]);
    expect(none.correctBy).toBe("2029-12-31"); // the tax year is that of the day it was due
  });
});

describe("projectRmds", () => {
  const plan: RmdPlan = {
    birthDate: date("1953-01-15"), // 73 in 2026
    spouseBirthDate: null,
    isSpouseSoleBeneficiary: false,
    openingBalance: usd(530000),
    firstYear: 2025,
    lastYear: 2028,
    growth: usd("0.05"),
    paidAt: "END_OF_YEAR",
    defersFirst: false,
  };
  const row = (of: RmdPlan, year: number) => projectRmds(of).find((r) => r.year === year);

  it("grows, then pays, by hand: 530,000 grows to 556,500; 556,500 / 26.5 = 21,000", () => {
    expect(row(plan, 2025)).toMatchObject({ paid: usd(0), closingBalance: usd(556500) });
    expect(row(plan, 2026)).toMatchObject({ divisor: usd("26.5"), paid: usd(21000) });
    expect(row(plan, 2026)?.closingBalance.toFixed()).toBe("563325"); // 556,500 x 1.05 - 21,000
    expect(row(plan, 2027)?.paid.toFixed()).toBe("22091.18"); // 563,325 / 25.5 = 22,091.176...
  });

  it("pays two in the year after a deferred first one, the second on the unreduced balance", () => {
    const deferred = { ...plan, defersFirst: true };
    expect(row(deferred, 2026)).toMatchObject({ required: usd(21000), paid: usd(0) });
    const second = row(deferred, 2027);
    expect(second?.openingBalance.toFixed()).toBe("584325"); // 556,500 x 1.05
    expect(second?.required.toFixed()).toBe("22914.71"); // 584,325 / 25.5 = 22,914.705...
    expect(second?.paid.toFixed()).toBe("43914.71");
    // by 1 April the deferred one leaves before the year's growth
    expect(second?.growth.toFixed()).toBe("28166.25"); // (584,325 - 21,000) x 5 %
    expect(row(deferred, 2028)?.deferredIn.toNumber()).toBe(0);
  });

  it("pays at the start of the year before growth", () => {
    const early = row({ ...plan, paidAt: "START_OF_YEAR" }, 2026);
    expect(early?.growth.toFixed()).toBe("26775"); // (556,500 - 21,000) x 5 %
  });

  it("keeps every dollar: opening + growth - paid = closing, never below 0", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 5_000_000 }),
        fc.integer({ min: -90, max: 30 }),
        fc.boolean(),
        fc.boolean(),
        (balance, percent, early, defersFirst) => {
          const rows = projectRmds({
            ...plan,
            openingBalance: usd(balance),
            growth: usd(percent).div(100),
            paidAt: early ? "START_OF_YEAR" : "END_OF_YEAR",
            defersFirst,
            lastYear: 2072,
          });
          for (const r of rows) {
            expect(r.openingBalance.plus(r.growth).minus(r.paid).eq(r.closingBalance)).toBe(true);
            expect(r.closingBalance.gte(0) && r.paid.gte(0)).toBe(true);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it("refuses years that run backwards and a loss of everything", () => {
    expect(codeOf(() => projectRmds({ ...plan, lastYear: 2024 }))).toBe("BAD_INPUT");
    expect(codeOf(() => projectRmds({ ...plan, growth: usd(-1) }))).toBe("BAD_INPUT");
  });
});
