import { describe, expect, it } from "@jest/globals";
import { knownFormerSymbols, knownListings } from "../data/listings.js";
import { cusipOf, isCusip, isIsin } from "./identifier.js";
import { listingKey } from "./instrument.js";

describe("identifiers", () => {
  // Apple, Treasury Corporation of Victoria, BAE Systems: the examples of ISO 6166's public articles
  it.each(["US0378331005", "AU0000XVGZA3", "GB0002634946"])("%s is an ISIN", (isin) => {
    expect(isIsin(isin)).toBe(true);
  });
  it.each(["US0378331006", "US037833100", "us0378331005", "037833100US5", "", "AAPL"])(
    "%j is none",
    (text) => expect(isIsin(text)).toBe(false),
  );
  it.each([
    ["037833100", true],
    ["037833101", false],
    ["17275R102", true],
    ["38259P508", true],
    ["17275R10", false],
  ])("%s as a CUSIP: %s", (text, expected) => expect(isCusip(text)).toBe(expected));
  it("the CUSIP stands in American and Canadian ISINs only", () => {
    expect(cusipOf("US0378331005")).toBe("037833100");
    expect(cusipOf("GB0002634946")).toBeNull();
  });
});

describe("known listings", () => {
  const listings = knownListings();
  it("have a sector when they are companies, and none when they are funds or coins", () => {
    const without = listings.filter(
      ({ isSingleName, sector, assetClass }) =>
        (isSingleName && assetClass !== "CRYPTO") !== Boolean(sector),
    );
    expect(without.map(({ symbol }) => symbol)).toEqual([]);
  });
  it("have ISINs that differ, and CUSIPs within them", () => {
    const isins = listings.flatMap(({ isin }) => isin ?? []);
    expect(isins.length).toBeGreaterThan(50);
    expect(new Set(isins).size).toBe(isins.length);
    expect(listings.filter(({ isin, cusip }) => isin?.startsWith("US") && !cusip)).toEqual([]);
  });
  it("are what former symbols lead to, and never own one at the same time", () => {
    const keys = new Set(listings.map(listingKey));
    for (const period of knownFormerSymbols()) expect(keys).toContain(listingKey(period.of));
  });
  it("name coins by their pair, so that no share or fund has the same symbol", () => {
    const coins = listings.filter(
      ({ assetClass, exchange }) => assetClass === "CRYPTO" && exchange === "XXXX",
    );
    expect(coins.length).toBeGreaterThan(10);
    for (const { symbol } of coins) expect(symbol).toMatch(/^[A-Z]+\.USD$/);
  });
});
