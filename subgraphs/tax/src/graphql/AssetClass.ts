import { registerEnumType } from "type-graphql";

/** Owned by market-data; tax reads it with an instrument. */
export const AssetClassEnum = {
  US_EQUITY: "US_EQUITY",
  INTERNATIONAL_EQUITY: "INTERNATIONAL_EQUITY",
  EMERGING_EQUITY: "EMERGING_EQUITY",
  BOND: "BOND",
  REAL_ESTATE: "REAL_ESTATE",
  COMMODITY: "COMMODITY",
  CRYPTO: "CRYPTO",
  CASH: "CASH",
  OTHER: "OTHER",
} as const;

export type AssetClass = keyof typeof AssetClassEnum;

registerEnumType(AssetClassEnum, { name: "AssetClass" });
