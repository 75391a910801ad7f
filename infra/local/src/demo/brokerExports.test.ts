import { describe, expect, it } from "@jest/globals";
import { sum } from "@wealthgraph/kernel/decimal";
import {
  type Closes,
  fidelityExport,
  interactiveBrokersExport,
  playPlan,
  type SavingPlan,
  schwabExport,
} from "./brokerExports.js";
import { demoAccounts, marketOf, symbolsOf } from "./demoPlans.js";

const dates = ["2024-05-31", "2024-06-03", "2024-06-28", "2024-07-01"];
const market: Closes[] = [
  { symbol: "VTI", name: "VANGUARD TOTAL STOCK", dates, closes: ["60", "40", "50", "70"] },
];
const plan: SavingPlan = {
  monthlyDollars: 100,
  weights: { VTI: 1 },
  dividendPercent: 4,
  sales: [{ on: "2024-06", symbol: "VTI", share: 0.5 }],
  unitPlaces: 0,
};
const played = playPlan(plan, market);

describe("an invented history", () => {
  it("saves and buys at each month's first close, takes dividends and the plan's sales at month ends", () => {
    expect(played.map(({ on, kind, amount }) => `${on} ${kind} ${amount.toFixed(2)}`)).toEqual([
      "2024-05-31 DEPOSIT 100.00",
      "2024-05-31 BUY -60.00", // 1 unit; 40.00 wait
      "2024-06-03 DEPOSIT 100.00",
      "2024-06-03 BUY -120.00", // 3 units of 140.00; 20.00 wait
      "2024-06-28 DIVIDEND 2.00", // 4 units x 50 x 1 %
      "2024-06-28 SELL 100.00", // 2 of 4 units
      "2024-07-01 DEPOSIT 100.00",
      "2024-07-01 BUY -210.00", // 3 units of 222.00
    ]);
  });

  it("never spends cash that is not there, in any of the demo's accounts", () => {
    const days = Array.from(
      { length: 60 },
      (_, i) => `20${20 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, "0")}-15`,
    );
    const all = demoAccounts(2023);
    const closes = symbolsOf(all).map((symbol, n) => ({
      symbol,
      name: symbol,
      dates: days,
      closes: days.map((_, i) => String(40 + n * 90 + (i % 7) * 3)),
    }));
    for (const account of all) {
      const events = playPlan(account.plan, marketOf(account.plan, closes));
      events.forEach((_, i) =>
        expect(sum(events.slice(0, i + 1).map(({ amount }) => amount)).gte(0)).toBe(true),
      );
    }
  });
});

describe("an export", () => {
  it("of Schwab is newest first, every field quoted, with its own signs", () => {
    const lines = schwabExport(played).split("\n");
    expect(lines[0]).toBe("Date,Action,Symbol,Description,Quantity,Price,Fees & Comm,Amount");
    expect(lines[1]).toBe(
      '"07/01/2024","Buy","VTI","VANGUARD TOTAL STOCK","3","$70","","-$210.00"',
    );
    expect(lines[3]).toBe(
      '"06/28/2024","Sell","VTI","VANGUARD TOTAL STOCK","2","$50","","$100.00"',
    );
  });

  it("of Fidelity has two blank lines first, negative units for a sale and a remark last", () => {
    const lines = fidelityExport(played).split("\n");
    expect(lines.slice(0, 2)).toEqual(["", ""]);
    expect(lines[5]).toContain('06/28/2024,"YOU SOLD VANGUARD TOTAL STOCK (VTI) (Cash)",VTI');
    expect(lines[5]).toContain(",50,-2,");
    expect(lines.at(-2)).toMatch(/Invented figures/);
  });

  it("of Interactive Brokers has a header for each section", () => {
    const text = interactiveBrokersExport(played);
    expect(text).toContain(
      'Trades,Data,Order,Stocks,USD,VTI,"2024-06-28, 10:00:00",-2,50,50,100.00,',
    );
    for (const section of ["Trades", "Dividends", "Deposits & Withdrawals"])
      expect(text).toContain(`${section},Header,`);
  });
});
