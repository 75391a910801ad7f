/** What a company does, in the eleven words that most classifications share. Funds have none. */
export const SECTORS = [
  "COMMUNICATION_SERVICES",
  "CONSUMER_DISCRETIONARY",
  "CONSUMER_STAPLES",
  "ENERGY",
  "FINANCIALS",
  "HEALTH_CARE",
  "INDUSTRIALS",
  "INFORMATION_TECHNOLOGY",
  "MATERIALS",
  "REAL_ESTATE",
  "UTILITIES",
] as const;

export type Sector = (typeof SECTORS)[number];

export function isSector(text: string): text is Sector {
  return (SECTORS as readonly string[]).includes(text);
}
