import { describe, expect, it } from "@jest/globals";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { history } from "../domain/ledgerNotation.js";
import { ordered } from "../domain/replayOrder.js";
import { DayFlows } from "./dayFlows.js";

/** Flows of one day with every price at 10: inflow, outflow and fees. */
function flowsOf(account: string | null, ...lines: string[]): string {
  const events = ordered(history(...lines));
  const joined = new Set(events.flatMap(({ transferredFrom }) => transferredFrom ?? []));
  const flows = new DayFlows(events, joined);
  const price = () => new Decimal(10);
  const totals = account ? flows.ofAccount(account, price) : flows.ofHousehold(price);
  return [totals.inflow, totals.outflow, totals.fees].map((x) => x.toFixed()).join(" ");
}

describe("DayFlows", () => {
  it("counts deposits and withdrawals, and nothing that happens inside", () => {
    expect(
      flowsOf(
        null,
        "2024-01-02 broker DEPOSIT @ 500",
        "2024-01-02 broker WITHDRAWAL @ -80",
        "2024-01-02 broker BUY 10 VTI @ 100",
        "2024-01-02 broker DIVIDEND VTI @ 7",
        "2024-01-02 broker WITHHOLDING VTI @ -1",
      ),
    ).toBe("500 80 0");
  });

  it("values a transfer in kind at the day's price", () => {
    expect(flowsOf(null, "2024-01-02 broker TRANSFER_IN 3 VTI")).toBe("30 0 0");
    expect(flowsOf(null, "2024-01-02 broker TRANSFER_OUT 4 VTI")).toBe("0 40 0");
  });

  it("tells fees apart, a fee of its own included", () => {
    expect(flowsOf(null, "2024-01-02 broker FEE @ -12")).toBe("0 0 12");
  });

  const crossing = [
    "2024-01-02 broker TRANSFER_OUT 4 VTI",
    "2024-01-02 spouse TRANSFER_IN 4 VTI",
    "2024-01-02 broker WITHDRAWAL @ -80",
    "2024-01-02 spouse DEPOSIT @ 80",
  ];

  it("takes what crosses between own accounts as a flow of each, not of the household", () => {
    expect(flowsOf("broker", ...crossing)).toBe("0 120 0");
    expect(flowsOf("spouse", ...crossing)).toBe("120 0 0");
    expect(flowsOf(null, ...crossing)).toBe("0 0 0");
  });

  it("joins each withdrawal with one deposit, and none of its own account", () => {
    expect(
      flowsOf(
        null,
        "2024-01-02 broker WITHDRAWAL @ -80",
        "2024-01-02 broker DEPOSIT @ 80",
        "2024-01-02 spouse DEPOSIT @ 80",
        "2024-01-02 ira DEPOSIT @ 80",
      ),
    ).toBe("160 0 0");
  });
});
