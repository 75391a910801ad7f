import { Decimal } from "@wealthgraph/kernel/decimal";

/** The key of a packed exact decimal; no plan has a field of this name. */
const EXACT = "$exact";

/**
 * Plain data as it may pass between threads: a structured copy makes an exact decimal a shell
 * without its methods, so each goes as its digits.
 */
export function packed(value: unknown): unknown {
  if (Decimal.isDecimal(value)) return { [EXACT]: value.toString() };
  if (Array.isArray(value)) return value.map(packed);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, of]) => [key, packed(of)]));
}

/** The same data, decimals exact again. */
export function unpacked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unpacked);
  if (value === null || typeof value !== "object") return value;
  if (EXACT in value) return new Decimal(String(value[EXACT]));
  return Object.fromEntries(Object.entries(value).map(([key, of]) => [key, unpacked(of)]));
}
