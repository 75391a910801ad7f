import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
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

  it("nets to the same for the household as for its accounts together", () => {
    const line = fc.tuple(
      fc.constantFrom("broker", "spouse", "ira"),
      fc.constantFrom("DEPOSIT @ 80", "WITHDRAWAL @ -80", "DEPOSIT @ 30", "FEE @ -2"),
    );
    const transfer = fc.constantFrom(
      "TRANSFER_OUT 4 VTI",
      "TRANSFER_IN 4 VTI",
      "TRANSFER_IN 3 VTI",
    );
    const moved = fc.tuple(fc.constantFrom("broker", "spouse", "ira"), transfer);
    fc.assert(
      fc.property(fc.array(fc.oneof(line, moved), { maxLength: 12 }), (rows) => {
        const lines = rows.map(([account, rest]) => `2024-01-02 ${account} ${rest}`);
        const net = (account: string | null) => {
          const [inflow = 0, outflow = 0, fees = 0] = flowsOf(account, ...lines)
            .split(" ")
            .map(Number);
          return { net: inflow - outflow, inflow, fees };
        };
        const own = ["broker", "spouse", "ira"].map(net);
        const all = net(null);
        expect(all.net).toBe(own.reduce((total, a) => total + a.net, 0));
        expect(all.fees).toBe(own.reduce((total, a) => total + a.fees, 0));
        expect(all.inflow).toBeLessThanOrEqual(own.reduce((total, a) => total + a.inflow, 0));
      }),
    );
  });
});
