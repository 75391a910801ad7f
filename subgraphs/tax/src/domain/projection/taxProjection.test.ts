import { describe, expect, it } from "@jest/globals";
import { date } from "@wealthgraph/kernel/calendarDate";
import { Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { blankFacts, type FederalFacts, type Filer } from "../federalFacts.js";
import { federalParametersFor } from "../federalParameters.js";
import { federalTax } from "../federalTax.js";
import { type LawChange, parametersUnder } from "./lawChange.js";
import type { ProjectedPerson, ProjectionRequest } from "./projectionRequest.js";
import { taxProjection } from "./taxProjection.js";

const usd = (amount: number | string) => new Decimal(amount);

function facts(filer: Partial<Filer>, more: Partial<FederalFacts> = {}): FederalFacts {
  const blank = blankFacts(more.filingStatus ?? "SINGLE");
  return {
    ...blank,
    filers: blank.filers.map((f, i) => (i === 0 ? { ...f, ...filer } : f)),
    ...more,
  };
}

const person = (more: Partial<ProjectedPerson> = {}): ProjectedPerson => ({
  traditional: ZERO,
  retiresIn: null,
  socialSecurity: null,
  ...more,
});

const request = (more: Partial<ProjectionRequest> = {}): ProjectionRequest => ({
  fromYear: 2025,
  years: 2,
  people: [person()],
  wageGrowth: ZERO,
  investmentGrowth: ZERO,
  accountGrowth: ZERO,
  inflation: ZERO,
  state: null,
  havePartD: true,
  law: null,
  ...more,
});

const LAW: LawChange = {
  fromYear: 2025,
  bracketsOfYear: null,
  ratePoints: null,
  saltCap: null,
  standardDeductionChange: null,
  inflation: null,
};

const taxes = (of: ReturnType<typeof taxProjection>) =>
  of.years.map((y) => y.current.federalTax.toNumber());

function codeOf(act: () => unknown): string | null {
  try {
    act();
    return null;
  } catch (error) {
    return error instanceof Refusal ? error.code : "not a refusal";
  }
}

describe("taxProjection", () => {
  it("prices every year by the law of that year", () => {
    // 2025: 84,250: 1,192.50 + 4,386 + 22 % of 35,775; 2026: 83,900: 1,240 + 4,560 + 22 % of 33,500
    const found = taxProjection(facts({ wages: usd(100000) }), request({ years: 3 }));
    expect(taxes(found).slice(0, 2)).toEqual([13449, 13170]);
    expect(found.years.map((y) => y.figures)).toEqual(["OFFICIAL", "OFFICIAL", "PROJECTED"]);
    expect(found.projectedFrom).toBe(2027);
    expect(found.currentTotal.toNumber()).toBe(taxes(found).reduce((a, b) => a + b));
  });

  it("lets earnings grow until they end, and benefits begin", () => {
    const found = taxProjection(
      facts({ wages: usd(100000), birthDate: date("1960-05-01") }),
      request({
        years: 3,
        wageGrowth: usd("0.1"),
        inflation: usd("0.02"),
        people: [
          person({ retiresIn: 2027, socialSecurity: { fromYear: 2027, annual: usd(30000) } }),
        ],
      }),
    );
    expect(found.years.map((y) => y.current.adjustedGrossIncome.toNumber())).toEqual([
      100000, 110000, 0,
    ]);
    expect(found.years.map((y) => y.socialSecurity.toNumber())).toEqual([0, 0, 31212]); // 30,000 x 1.02^2
    expect(found.years.map((y) => y.agesYears)).toEqual([[65], [66], [67]]);
  });

  it("takes minimums from the balance that the years before left", () => {
    // 73 in 2025 and 74 in 2026: 26.5 and 25.5 of the Uniform table
    const found = taxProjection(
      facts({ birthDate: date("1952-03-01") }),
      request({ people: [person({ traditional: usd(265000) })], accountGrowth: usd("0.1") }),
    );
    expect(
      found.years.map((y) => [y.requiredMinimum, y.traditional].map((v) => v.toNumber())),
    ).toEqual([
      [10000, 281500],
      [11039.22, 298610.78], // 281,500 / 25.5 up; 309,650 - it
    ]);
    expect(found.years[0]?.current.adjustedGrossIncome.toNumber()).toBe(10000);
  });

  it("takes what the profile states where it is more than the minimum, and ends with the money", () => {
    const ira = { ...blankFacts("SINGLE").filers[0]?.ira, distributions: usd(30000) };
    const found = taxProjection(
      facts({ birthDate: date("1970-03-01"), ira: ira as Filer["ira"] }),
      request({ people: [person({ traditional: usd(50000) })], years: 3 }),
    );
    expect(found.years.map((y) => y.distributions.toNumber())).toEqual([30000, 20000, 0]);
  });

  it("carries losses on by the returns themselves", () => {
    const found = taxProjection(
      facts({ wages: usd(50000) }, { longTermLossCarryover: usd(7000) }),
      request({ years: 4 }),
    );
    expect(found.years.map((y) => y.current.adjustedGrossIncome.toNumber())).toEqual([
      47000, 47000, 49000, 50000,
    ]);
  });

  it("files as single once the last child is 19", () => {
    const found = taxProjection(
      facts(
        { wages: usd(80000) },
        {
          filingStatus: "HEAD_OF_HOUSEHOLD",
          dependents: [{ ageYears: 17, isQualifyingChild: true }],
        },
      ),
      request({ years: 3 }),
    );
    expect(found.years.map((y) => y.filingStatus)).toEqual([
      "HEAD_OF_HOUSEHOLD",
      "HEAD_OF_HOUSEHOLD",
      "SINGLE",
    ]);
  });

  it("adds the Medicare surcharge that an income decides, and the state's tax", () => {
    const found = taxProjection(
      facts({ pensions: usd(120000), birthDate: date("1955-03-01"), isAged: true }),
      request({ fromYear: 2024, years: 1, state: "PA" }),
    );
    // 2026, single: over 109,000 95.70 a month; Pennsylvania leaves pensions after retirement age alone
    expect(
      found.years.map((y) => [y.current.medicare.toNumber(), y.current.stateTax?.toNumber()]),
    ).toEqual([[1148.4, 0]]);
  });

  it("sets a changed law beside the current one, from its year on", () => {
    const found = taxProjection(
      facts({ wages: usd(100000) }),
      request({ law: { ...LAW, fromYear: 2026, ratePoints: usd("0.02") } }),
    );
    expect(found.years.map((y) => y.difference?.toNumber())).toEqual([0, 1678]); // 2 % of 83,900
    expect([found.difference, found.changedTotal].map((v) => v?.toNumber())).toEqual([1678, 28297]);
  });

  it("applies brackets of another year to this year's income", () => {
    const changed = taxProjection(
      facts({ wages: usd(100000) }),
      request({ years: 1, law: { ...LAW, bracketsOfYear: 2024 } }),
    );
    // 84,250 of 2025 on 2024: 1,160 + 4,266 + 22 % of 37,100
    expect(changed.years[0]?.changed?.federalTax.toNumber()).toBe(13588);
  });

  it("changes the state and local tax cap without its phase-down", () => {
    const { itemized } = blankFacts("SINGLE");
    const rich = facts(
      { wages: usd(300000) },
      { itemized: { ...itemized, stateAndLocalTaxes: usd(50000), mortgageInterest: usd(20000) } },
    );
    const found = taxProjection(rich, request({ years: 1, law: { ...LAW, saltCap: usd(10000) } }));
    // 2025: 40,000 of taxes and the interest deducted now, 10,000 and the interest then
    expect(
      found.years[0]?.changed?.taxableIncome.minus(found.years[0].current.taxableIncome).toNumber(),
    ).toBe(30000);
  });

  it("indexes later years by another inflation", () => {
    const p = parametersUnder({ ...LAW, inflation: usd("0.1") }, 2027);
    expect(p.standardDeduction.value.SINGLE.toNumber()).toBe(17700); // 16,100 x 1.1 = 17,710, down to 25
    expect(parametersUnder({ ...LAW, inflation: usd("0.1") }, 2026).standardDeduction).toEqual(
      federalParametersFor(2026).standardDeduction,
    );
  });

  it("halves a standard deduction", () => {
    const p = parametersUnder({ ...LAW, standardDeductionChange: usd("-0.5") }, 2026);
    expect(p.standardDeduction).toMatchObject({ status: "PROJECTED" });
    expect(federalTax(facts({ wages: usd(100000) }), p).taxableIncome.toNumber()).toBe(91950);
  });

  it.each<[string, Partial<ProjectionRequest>, string]>([
    ["no year", { years: 0 }, "BAD_INPUT"],
    ["41 years", { years: 41 }, "BAD_INPUT"],
    ["two people on a single return", { people: [person(), person()] }, "BAD_INPUT"],
    ["a balance without a birth date", { people: [person({ traditional: usd(1) })] }, "BAD_INPUT"],
    ["a negative balance", { people: [person({ traditional: usd(-1) })] }, "BAD_INPUT"],
    ["growth of 60 %", { wageGrowth: usd("0.6") }, "BAD_INPUT"],
    ["a law that changes nothing", { law: LAW }, "BAD_INPUT"],
    ["rates over 1", { law: { ...LAW, ratePoints: usd("0.64") } }, "BAD_INPUT"],
    ["a negative cap", { law: { ...LAW, saltCap: usd(-1) } }, "BAD_INPUT"],
    ["brackets of 2019", { law: { ...LAW, bracketsOfYear: 2019 } }, "TAX_YEAR_UNKNOWN"],
    ["a state without rules", { state: "ZZ" }, "TAX_STATE_UNKNOWN"],
    ["years past the projection", { fromYear: 2030, years: 40 }, "TAX_YEAR_UNKNOWN"],
  ])("refuses %s", (_, more, code) => {
    expect(codeOf(() => taxProjection(facts({}), request(more)))).toBe(code);
  });
});
