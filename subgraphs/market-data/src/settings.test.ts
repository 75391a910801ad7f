import { describe, expect, it } from "@jest/globals";
import { describeSettings, readSettings } from "@wealthgraph/chassis/settings";
import { marketDataSettings, providerNames } from "./settings.js";

describe("the settings of market-data", () => {
  it("need nothing: simulated prices around the clock, and a folder when there is one", () => {
    expect(readSettings(marketDataSettings, {})).toEqual({
      MARKET_PROVIDERS: "csv,simulated",
      PROVIDER_TIMEOUT_SECONDS: 5,
      SIMULATED_ALWAYS_OPEN: true,
      SIMULATED_SEED: "wealthgraph",
    });
  });
  it("are read from text", () => {
    const given = {
      MARKET_PROVIDERS: "simulated, csv",
      SIMULATED_ALWAYS_OPEN: "false",
      MARKET_CLOSURES: "2027-03-03,2027-03-04",
    };
    expect(readSettings(marketDataSettings, given)).toMatchObject({
      SIMULATED_ALWAYS_OPEN: false,
      MARKET_CLOSURES: ["2027-03-03", "2027-03-04"],
    });
  });
  it.each([
    { MARKET_PROVIDERS: "bloomberg" },
    { YAHOO_URL: "ftp://example.invalid" },
    { ECB_RATES_URL: "no address" },
    { PROVIDER_TIMEOUT_SECONDS: "0" },
    { SIMULATED_ALWAYS_OPEN: "perhaps" },
    { MARKET_CLOSURES: "next Tuesday" },
  ])("are refused by name: %j", (given) => {
    expect(() => readSettings(marketDataSettings, given)).toThrow(Object.keys(given)[0]);
  });
  it.each([
    { text: "csv,simulated", names: ["csv", "simulated"] },
    { text: "simulated , csv", names: ["simulated", "csv"] },
    { text: "csv", names: ["csv"] },
  ])("name providers in their order: $text", ({ text, names }) => {
    expect(providerNames(text)).toEqual(names);
  });
  it("have a description each in the table of settings", () => {
    const rows = describeSettings(marketDataSettings);
    expect(rows.map((row) => row.name)).toEqual(Object.keys(marketDataSettings));
    expect(rows.filter((row) => row.description.length < 20)).toEqual([]);
  });
});
