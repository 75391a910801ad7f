import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { date } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { splitAdjusted, totalReturnAdjusted } from "../domain/adjustedBars.js";
import type { Instrument } from "../domain/instrument.js";
import { NyseCalendar } from "../domain/nyseCalendar.js";
import { CsvFolder } from "./CsvFolder.js";
import { readCsvFile } from "./csvFile.js";

const directory = resolve("../shared/data/market");
const hasData = existsSync(resolve(directory, "corporate-actions/adjustment_factors.csv"));
if (!hasData) process.stdout.write("skipped: ../shared/data/market is absent\n");

const AAPL: Instrument = {
  id: "AAPL",
  symbol: "AAPL",
  exchange: "XXXX",
  name: "AAPL",
  assetClass: "US_EQUITY",
  currency: "USD",
};

(hasData ? describe : describe.skip)("AAPL of the shared data", () => {
  it("has the published multipliers on every day, for splits and for dividends", async () => {
    const folder = await CsvFolder.open({
      directory,
      known: [],
      calendar: new NyseCalendar(),
      report: () => undefined,
    });
    const range = { from: date("1998-01-02"), to: date("2021-03-31") };
    const raw = await folder.bars(AAPL, range, new Date("2026-11-20T16:00:00Z"));
    const actions = folder.actionsOf(AAPL);
    const bySplit = splitAdjusted(raw, actions);
    const byReturn = totalReturnAdjusted(raw, actions);
    const published = (
      await readCsvFile(resolve(directory, "corporate-actions/adjustment_factors.csv"))
    ).rows
      .map(({ cells }) => cells)
      .filter(([symbol]) => symbol === "AAPL");
    expect(published.length).toBeGreaterThan(40);
    expect(raw.length).toBeGreaterThan(5_800);
    const worst = { split: new Decimal(0), price: new Decimal(0) };
    raw.forEach((bar, i) => {
      // a row applies to dates up to and including its own
      const [, , price = "1", split = "1"] = published.find(([, on = ""]) => on >= bar.date) ?? [];
      const splitFactor = bySplit[i]?.close.div(bar.close) ?? new Decimal(0);
      const whole = byReturn[i]?.close.div(bar.close) ?? new Decimal(0);
      const offBy = (found: Decimal, expected: string) => found.div(expected).minus(1).abs();
      worst.split = Decimal.max(worst.split, offBy(splitFactor, split));
      worst.price = Decimal.max(worst.price, offBy(whole.div(splitFactor), price));
    });
    // 1/56 is published as 0.01785710, off by 2.4e-6; the price factor has 7 digits
    expect(worst.split.toNumber()).toBeLessThan(2.5e-6);
    expect(worst.price.toNumber()).toBeLessThan(1e-6);
  });
});
