import { describe, expect, it } from "@jest/globals";
import { date } from "@wealthgraph/kernel/calendarDate";
import { Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import type { StatedAccount } from "./accountDistribution.js";
import type { AccountKind, HeldAccount, RetirementHousehold } from "./householdAccounts.js";
import { type DistributionRequest, householdDistributions } from "./householdDistributions.js";

/** An account as "rollover ROLLOVER_IRA of ann 265000": the balance of the end of 2025, "?" for none. */
function account(text: string): HeldAccount {
  const [id = "", kind = "", , ownerId = "", balance = ""] = text.split(" ");
  const value =
    balance === "?" ? [] : [{ year: 2025, value: new Decimal(balance), isEstimated: false }];
  // the notation names a kind
  return {
    id,
    name: id,
    kind: kind as AccountKind,
    ownerId: ownerId === "-" ? null : ownerId,
    yearEnds: value,
  };
}

const household = (...accounts: readonly string[]): RetirementHousehold => ({
  members: [
    { id: "ann", birthDate: date("1951-04-01") }, // 75 in 2026
    { id: "bob", birthDate: date("1966-06-01") }, // 60 in 2026
    { id: "cid", birthDate: date("1953-12-31") }, // 73 in 2026
    { id: "dan", birthDate: null },
  ],
  accounts: accounts.map(account),
});

const stated = (accountId: string, more: Partial<StatedAccount> = {}): StatedAccount => ({
  accountId,
  priorYearEndBalance: null,
  soleBeneficiarySpouseId: null,
  employment: null,
  inheritance: null,
  taken: ZERO,
  ...more,
});

const distributions = (of: RetirementHousehold, more: Partial<DistributionRequest> = {}) =>
  householdDistributions(of, { year: 2026, accounts: [], projection: null, ...more });

const usd = (amount: Decimal | null) => amount?.toFixed() ?? null;

function codeOf(act: () => unknown): string | null {
  try {
    act();
    return null;
  } catch (error) {
    return error instanceof Refusal ? error.code : "not a refusal";
  }
}

describe("householdDistributions", () => {
  it("pools the IRAs of an owner and the 403(b) contracts, and leaves every other plan alone", () => {
    // at 75 the Uniform table has 24.6
    const { pools, total } = distributions(
      household(
        "i1 TRADITIONAL_IRA of ann 24600",
        "i2 ROLLOVER_IRA of ann 49200",
        "i3 SEP_IRA of ann 24600",
        "b1 TRADITIONAL_403B of ann 24600",
        "b2 TRADITIONAL_403B of ann 24600",
        "k1 TRADITIONAL_401K of ann 24600",
        "k2 TRADITIONAL_401K of ann 24600",
        "g1 GOVERNMENTAL_457B of ann 24600",
      ),
    );
    expect(pools.map((p) => [p.from, p.accountIds.join(" "), usd(p.amount), p.dueBy])).toEqual([
      ["IRAS", "i1 i2 i3", "4000", "2026-12-31"],
      ["PLANS_403B", "b1 b2", "2000", "2026-12-31"],
      ["ONE_PLAN", "k1", "1000", "2026-12-31"],
      ["ONE_PLAN", "k2", "1000", "2026-12-31"],
      ["ONE_PLAN", "g1", "1000", "2026-12-31"],
    ]);
    expect(usd(total)).toBe("9000");
  });

  it("asks nothing of Roth, taxable and health accounts, nor of an owner who is too young", () => {
    const { accounts, pools, total } = distributions(
      household(
        "r ROTH_IRA of ann 100000",
        "s ROTH_401K of ann 100000",
        "t TAXABLE of ann 100000",
        "h HSA of ann 100000",
        "y TRADITIONAL_IRA of bob 100000",
      ),
    );
    expect(accounts.map((a) => [a.rule, usd(a.amount), a.firstYear])).toEqual([
      ["NONE", "0", null],
      ["NONE", "0", null],
      ["NONE", "0", null],
      ["NONE", "0", null],
      ["NONE", "0", 2041], // 75 for those born from 1960
    ]);
    expect([pools, usd(total)]).toEqual([[], "0"]);
  });

  it("takes the Joint table for a spouse who is sole beneficiary and more than ten years younger", () => {
    // 75 and 60: 28.3 years (shared reference sheet, section 7); alone 24.6
    const { accounts } = distributions(household("i TRADITIONAL_IRA of ann 28300"), {
      accounts: [stated("i", { soleBeneficiarySpouseId: "bob" })],
    });
    expect(accounts.map((a) => [a.table, usd(a.divisor), usd(a.amount)])).toEqual([
      ["JOINT", "28.3", "1000"],
    ]);
  });

  it("lets the first minimum wait until 1 April, and prices what is missed at 25 and 10 %", () => {
    // at 73 the Uniform table has 26.5
    const { pools } = distributions(household("i TRADITIONAL_IRA of cid 265000"), {
      accounts: [stated("i", { taken: new Decimal(4000) })],
    });
    expect(pools).toMatchObject([{ dueBy: "2027-04-01", correctBy: "2029-12-31" }]);
    expect(
      pools.map((p) => [p.amount, p.taken, p.left, p.exciseIfMissed, p.exciseIfCorrected].map(usd)),
    ).toEqual([["10000", "4000", "6000", "1500", "600"]]);
  });

  it("waits for someone who works for the plan's employer, unless they own more than 5 % of it", () => {
    const working = { retiredIn: null, ownsOverFivePercent: false };
    const rules = [working, { ...working, ownsOverFivePercent: true }].map((employment) => {
      const { accounts } = distributions(household("k TRADITIONAL_401K of ann 24600"), {
        accounts: [stated("k", { employment })],
      });
      return accounts.map((a) => [a.rule, usd(a.amount)]);
    });
    expect(rules).toEqual([[["NONE", "0"]], [["OWNER", "1000"]]]);
  });

  it("follows the ten-year rule with yearly payments after a death past the beginning date", () => {
    // beneficiary of 56 in 2022, the year after: 30.6 in the Single table, 26.6 in 2026
    const inheritance = {
      ownerBirthDate: date("1940-01-01"),
      ownerDeathDate: date("2021-06-01"),
      beneficiary: "OTHER_INDIVIDUAL" as const,
      isRoth: false,
      electsTenYears: false,
    };
    const of = household("i INHERITED_IRA of bob 26600");
    const { accounts, pools } = distributions(of, { accounts: [stated("i", { inheritance })] });
    expect(accounts).toMatchObject([{ rule: "INHERITED", table: "BENEFICIARY", emptyBy: 2031 }]);
    expect(accounts.map((a) => [usd(a.divisor), usd(a.amount)])).toEqual([["26.6", "1000"]]);
    expect(pools.map((p) => [p.from, usd(p.amount), p.dueBy])).toEqual([
      ["ONE_INHERITED", "1000", "2026-12-31"],
    ]);
    // the Roth account of the same owner has no yearly part
    const roth = distributions(of, {
      accounts: [stated("i", { inheritance: { ...inheritance, isRoth: true } })],
    });
    expect(roth.accounts.map((a) => [usd(a.amount), a.emptyBy])).toEqual([["0", 2031]]);
  });

  it("gives the beneficiary the owner's minimum of the year of death", () => {
    const { accounts } = distributions(household("i INHERITED_IRA of bob 24600"), {
      accounts: [
        stated("i", {
          inheritance: {
            ownerBirthDate: date("1951-01-01"),
            ownerDeathDate: date("2026-06-01"),
            beneficiary: "OTHER_INDIVIDUAL",
            isRoth: false,
            electsTenYears: false,
          },
        }),
      ],
    });
    expect(accounts.map((a) => usd(a.amount))).toEqual(["1000"]);
  });

  it("has no number where a fact is missing, and none for the household", () => {
    const { accounts, pools, total } = distributions(
      household(
        "a TRADITIONAL_IRA of ann ?",
        "b TRADITIONAL_IRA of ann 24600",
        "c TRADITIONAL_IRA of dan 1000",
        "d TRADITIONAL_401K of - 1000",
        "e INHERITED_IRA of bob 1000",
      ),
    );
    expect(accounts.map((a) => [a.rule, usd(a.amount), a.reason])).toEqual([
      ["UNKNOWN", null, "The balance of 31 December 2025 is neither stored nor stated."],
      ["OWNER", "1000", null],
      ["UNKNOWN", null, "The owner's birth date is not known."],
      ["UNKNOWN", null, "It has no owner."],
      ["UNKNOWN", null, "Whom it was inherited from, and when, is not stated."],
    ]);
    expect([pools, total]).toEqual([[], null]);
  });

  it("takes a stated balance before the stored one", () => {
    const { accounts } = distributions(household("i TRADITIONAL_IRA of ann 1"), {
      accounts: [stated("i", { priorYearEndBalance: new Decimal(24600) })],
    });
    expect(accounts.map((a) => [a.balanceSource, usd(a.amount)])).toEqual([["STATED", "1000"]]);
  });

  it("projects with growth: an IRA, a plan and an account that must be empty in ten years", () => {
    const inheritance = {
      ownerBirthDate: date("1960-01-01"),
      ownerDeathDate: date("2024-06-01"),
      beneficiary: "OTHER_INDIVIDUAL" as const,
      isRoth: false,
      electsTenYears: false,
    };
    const { accounts } = distributions(
      household("i TRADITIONAL_IRA of ann 24600", "j INHERITED_IRA of bob 1000"),
      {
        accounts: [stated("j", { inheritance })],
        projection: {
          years: 10,
          growth: new Decimal("0.1"),
          paidAt: "END_OF_YEAR",
          defersFirst: false,
        },
      },
    );
    const [ira, inherited] = accounts.map((a) => a.years);
    // 24,600 x 1.1 - 1,000 = 26,060; at 76: 23.7
    expect(ira?.slice(0, 2).map((y) => [usd(y.paid), usd(y.closingBalance)])).toEqual([
      ["1000", "26060"],
      ["1099.58", "27566.42"],
    ]);
    // nothing until 2034, then 1,000 x 1.1^9 with the growth of the last year
    expect(inherited?.map((y) => usd(y.paid))).toEqual([
      ...Array.from({ length: 8 }, () => "0"),
      "2357.947691",
      "0",
    ]);
  });

  it.each<[string, () => unknown]>([
    ["an account of others", () => distributions(household(), { accounts: [stated("x")] })],
    [
      "one account stated twice",
      () => distributions(household("i HSA of ann 1"), { accounts: [stated("i"), stated("i")] }),
    ],
    [
      "a spouse who is not of the household",
      () =>
        distributions(household("i TRADITIONAL_IRA of ann 1"), {
          accounts: [stated("i", { soleBeneficiarySpouseId: "eve" })],
        }),
    ],
    [
      "a negative balance",
      () =>
        distributions(household("i TRADITIONAL_IRA of ann 1"), {
          accounts: [stated("i", { priorYearEndBalance: new Decimal(-1) })],
        }),
    ],
    [
      "61 years of projection",
      () =>
        distributions(household(), {
          projection: { years: 61, growth: ZERO, paidAt: "END_OF_YEAR", defersFirst: false },
        }),
    ],
  ])("refuses %s", (_, act) => {
    expect(codeOf(act)).toBe("BAD_INPUT");
  });

  it("refuses a year whose figures are not carried", () => {
    expect(codeOf(() => distributions(household(), { year: 2023 }))).toBe("TAX_YEAR_UNKNOWN");
  });
});
