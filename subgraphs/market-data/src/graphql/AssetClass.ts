import { registerEnumType } from "type-graphql";
import type { AssetClass as AssetClassModel } from "../domain/instrument.js";

export const AssetClass = {
  US_EQUITY: "US_EQUITY",
  INTERNATIONAL_EQUITY: "INTERNATIONAL_EQUITY",
  EMERGING_EQUITY: "EMERGING_EQUITY",
  BOND: "BOND",
  REAL_ESTATE: "REAL_ESTATE",
  COMMODITY: "COMMODITY",
  CRYPTO: "CRYPTO",
  CASH: "CASH",
  OTHER: "OTHER",
} as const satisfies Record<AssetClassModel, AssetClassModel>;

registerEnumType(AssetClass, {
  name: "AssetClass",
  description: "What an instrument is mostly exposed to.",
  valuesConfig: {
    INTERNATIONAL_EQUITY: { description: "Developed markets outside the US." },
    CASH: { description: "Money market funds and Treasury bills." },
    OTHER: { description: "Mixed or unknown, for example a target date fund." },
  },
});
