import { describe, expect, it } from "@jest/globals";
import { date } from "@wealthgraph/kernel/calendarDate";
import { Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { federalParametersFor } from "../federalParameters.js";
import { federalTax } from "../federalTax.js";
import { retirementParametersFor } from "../retirement/retirementParameters.js";
import { facts, filer } from "../taxFacts.fixture.js";
import { capitalGainsReport } from "./capitalGainsReport.js";
import { estimatedPayments } from "./estimatedPayments.js";
import { CENTS, disposal } from "./form8949.fixture.js";
import type { TaxDisposal } from "./taxDisposal.js";
import { type ChecklistCode, lastTradingDay, yearEndChecklist } from "./yearEndChecklist.js";

const usd = (amount: number) => new Decimal(amount);

/** A single filer's list for 2025 on 10 December, unless told. */
function checklist(more: {
  readonly disposals?: readonly TaxDisposal[];
  readonly filer?: ReturnType<typeof filer>;
  readonly withholding?: number;
  readonly today?: string;
  readonly hasProfile?: boolean;
}) {
  const today = date(more.today ?? "2025-12-10");
  const stated = facts("SINGLE", {}, { filers: [more.filer ?? filer({ wages: 100_000 })] });
  const parameters = federalParametersFor(2025);
  const report = capitalGainsReport({
    year: 2025,
    disposals: more.disposals ?? [],
    stated: [],
    options: CENTS,
    scheduleD: {
      capitalGainDistributions: ZERO,
      shortTermLossCarryover: ZERO,
      longTermLossCarryover: ZERO,
      lossLimit: usd(3_000),
      rest: null,
    },
    hasProfile: true,
    today,
  });
  const tax = federalTax(stated, parameters);
  const payments = estimatedPayments({
    year: 2025,
    filingStatus: "SINGLE",
    tax: tax.netTax,
    withholding: usd(more.withholding ?? 0),
    prior: null,
    payments: [],
    annualizedTax: null,
    today,
  });
  const items = yearEndChecklist({
    year: 2025,
    today,
    report,
    retirement: retirementParametersFor(2025),
    profile: more.hasProfile === false ? null : { facts: stated, parameters, tax, payments },
  });
  return (code: ChecklistCode) => {
    const item = items.find((i) => i.code === code);
    return { ...item, amount: item?.amount?.toString() ?? null };
  };
}

const born = (birthDate: string, wages = 0) => filer({ wages }, { birthDate: date(birthDate) });

describe("the year-end checklist", () => {
  it("says how much loss still lowers this year's tax, until the last trading day", () => {
    const item = checklist({ disposals: [disposal("1 A 2025-01-02 2025-06-02 5000 - 1000")] });
    expect(item("HARVEST_LOSSES")).toMatchObject({
      amount: "7000",
      deadline: "2025-12-31",
      status: "OPEN",
    });
  });

  it("has nothing to harvest when the losses reach the limit", () => {
    const item = checklist({ disposals: [disposal("1 A 2025-01-02 2025-06-02 1000 - 4000")] });
    expect(item("HARVEST_LOSSES")).toMatchObject({ amount: "0", status: "DONE" });
  });

  it("names wash-sale windows that straddle the year", () => {
    const sold = disposal("1 A 2025-01-02 2025-12-05 1000 - 1500", {
      washSaleUntil: date("2026-01-04"),
    });
    const item = checklist({ disposals: [sold] })("WASH_SALE_WINDOWS");
    expect(item).toMatchObject({ amount: "500", deadline: "2026-01-04", status: "OPEN" });
    expect(item.why).toContain("A until 2026-01-04 (into next year)");
  });

  // 2025, single: 0 % up to 48,350; wages 40,000 less 15,750 are 24,250
  it("gives the room for gains at 0 %", () => {
    const item = checklist({ filer: filer({ wages: 40_000 }) });
    expect(item("GAINS_AT_ZERO_RATE")).toMatchObject({ amount: "24100", status: "OPEN" });
    expect(checklist({})("GAINS_AT_ZERO_RATE").status).toBe("NOT_APPLICABLE");
  });

  // 100,000 less 15,750 are 84,250; the 22 % bracket ends at 103,350
  it("gives the room for a conversion to the end of the bracket", () => {
    expect(checklist({})("ROTH_CONVERSION")).toMatchObject({
      amount: "19100",
      deadline: "2025-12-31",
    });
  });

  it.each([
    ["1951-03-01", "OPEN", "2025-12-31"],
    ["1952-03-01", "OPEN", "2026-04-01"],
    ["1953-03-01", "NOT_APPLICABLE", "2025-12-31"],
  ])("asks who is born on %s for a distribution: %s by %s", (birth, status, deadline) => {
    const item = checklist({ filer: born(birth) })("REQUIRED_MINIMUM_DISTRIBUTION");
    expect(item).toMatchObject({ status, deadline });
  });

  it.each([
    ["1955-06-30", "OPEN"],
    ["1955-07-01", "NOT_APPLICABLE"],
  ])("lets who is born on %s give from an IRA in 2025: %s", (birth, status) => {
    expect(checklist({ filer: born(birth) })("QUALIFIED_CHARITABLE_DISTRIBUTION").status).toBe(
      status,
    );
  });

  // 2025: 23,500, from 50 7,500 more, from 60 to 63 11,250 more
  it.each([
    ["1990-01-01", "23500"],
    ["1970-01-01", "31000"],
    ["1963-01-01", "34750"],
    ["1961-01-01", "31000"],
  ])("gives who is born on %s room of %s for deferrals", (birth, amount) => {
    expect(checklist({ filer: born(birth, 100_000) })("ELECTIVE_DEFERRALS").amount).toBe(amount);
  });

  it("limits an IRA contribution to what is earned", () => {
    expect(checklist({ filer: filer({ wages: 5_000 }) })("IRA_CONTRIBUTION")).toMatchObject({
      amount: "5000",
      deadline: "2026-04-15",
    });
    expect(checklist({})("IRA_CONTRIBUTION").amount).toBe("7000");
  });

  it("asks for the last estimated payment, unless withholding is enough", () => {
    expect(checklist({})("ESTIMATED_PAYMENT")).toMatchObject({
      deadline: "2026-01-15",
      status: "OPEN",
    });
    expect(checklist({ withholding: 20_000 })("ESTIMATED_PAYMENT").status).toBe("NOT_APPLICABLE");
  });

  it("says what it does not know, and why", () => {
    const item = checklist({ hasProfile: false });
    for (const code of ["ROTH_CONVERSION", "ESTIMATED_PAYMENT", "ELECTIVE_DEFERRALS"] as const) {
      expect(item(code)).toMatchObject({ status: "UNKNOWN", amount: null });
      expect(item(code).why).toContain("tax profile");
    }
    expect(checklist({})("REQUIRED_MINIMUM_DISTRIBUTION").status).toBe("UNKNOWN");
    expect(checklist({})("FLEXIBLE_SPENDING_ACCOUNT").status).toBe("UNKNOWN");
  });

  it("says of what is over that it is over", () => {
    const item = checklist({ today: "2026-02-01" });
    expect(item("HARVEST_LOSSES").status).toBe("PASSED");
    expect(item("IRA_CONTRIBUTION").status).toBe("OPEN");
  });

  it.each([
    [2023, "2023-12-29"],
    [2025, "2025-12-31"],
  ])("ends the trading of %i on %s", (year, day) => {
    expect(lastTradingDay(year)).toBe(day);
  });
});
