/** USD to the cent. Doubles hold cents exactly far beyond any household's wealth. */
export const toCent = (usd: number): number => Math.round(usd * 100) / 100;
