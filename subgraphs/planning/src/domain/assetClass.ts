/** Asset classes that a simulation knows; instruments carry a few more (see `simulatedClassOf`). */
export const ASSET_CLASSES = [
  "US_EQUITY",
  "INTERNATIONAL_EQUITY",
  "EMERGING_EQUITY",
  "BOND",
  "REAL_ESTATE",
  "COMMODITY",
  "CASH",
] as const;

export type AssetClass = (typeof ASSET_CLASSES)[number];

export function isAssetClass(text: string): text is AssetClass {
  return (ASSET_CLASSES as readonly string[]).includes(text);
}

/**
 * The class an instrument is simulated as.
 *
 * CRYPTO and OTHER have no assumptions of their own; they are taken as the riskiest class carried,
 * EMERGING_EQUITY, so that they never make a plan look safer than it is.
 */
export function simulatedClassOf(instrumentClass: string): AssetClass {
  return isAssetClass(instrumentClass) ? instrumentClass : "EMERGING_EQUITY";
}
