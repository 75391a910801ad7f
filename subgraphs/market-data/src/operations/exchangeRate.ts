import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { isCurrency } from "@wealthgraph/kernel/money";
import { Refusal } from "@wealthgraph/kernel/refusal";
import type { FxRate } from "../domain/euroRates.js";
import type { CurrencyPair, FxSource } from "./ports.js";

/**
 * Units of `quote` for one unit of `base`, of the last fixing on or before `on`.
 *
 * @throws {Refusal} BAD_INPUT when a code is not three capitals; NO_FX_RATE when nobody has a rate
 */
export async function exchangeRate(
  fx: FxSource,
  pair: CurrencyPair,
  on: CalendarDate,
): Promise<FxRate> {
  for (const code of [pair.base, pair.quote]) {
    if (!isCurrency(code)) {
      throw new Refusal("BAD_INPUT", "a currency is three capital letters, for example USD");
    }
  }
  if (pair.base === pair.quote) return { ...pair, rate: new Decimal(1), on, source: "identity" };
  const found = await fx.rate(pair, on);
  if (found) return found;
  const { base, quote } = pair;
  throw new Refusal("NO_FX_RATE", `no rate of ${base} to ${quote} on or before ${on}`, {
    base,
    quote,
    on,
  });
}
