import { parseCalendarDate, type CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { crossRate, type EuroRates, type FxRate, readEuroRates } from "../../domain/euroRates.js";
import type { CurrencyPair, FxSource } from "../../operations/ports.js";
import { readCsvText } from "../csvFile.js";
import { CircuitBreaker } from "./CircuitBreaker.js";
import { fetchText } from "./fetchText.js";
import { ProviderFault } from "./ProviderFault.js";
import { retry, type RetryOptions } from "./retry.js";

const REFRESH_MS = 6 * 3_600_000;
/** Source of the rates, as shown to callers. */
export const ECB = "European Central Bank";

export interface EcbOptions extends RetryOptions {
  /** Whole address of eurofxref-daily.xml, or of the data portal's EXR series as csvdata */
  readonly url: string;
  readonly timeoutMs: number;
  readonly nowMs: () => number;
  readonly onFailure: (error: unknown) => void;
  /** Hears every table that came, so that it is kept */
  readonly onRates?: (rates: EuroRates) => Promise<void>;
}

/**
 * Today's reference rates of the European Central Bank over those of the files: of the two, the later
 * fixing on or before the day asked for. Asked for every six hours, in the background; the first
 * reader waits for the first answer no longer than its time-out.
 */
export class EcbRates implements FxSource {
  #table: EuroRates | null = null;
  #askedMs: number | null = null;
  #asking: Promise<void> = Promise.resolve();
  readonly #breaker: CircuitBreaker;

  constructor(
    private readonly files: FxSource,
    private readonly options: EcbOptions,
  ) {
    this.#breaker = new CircuitBreaker(options.nowMs);
  }

  /** Asks when the last answer is older than six hours. Never throws: the files answer meanwhile. */
  refresh(): Promise<void> {
    const nowMs = this.options.nowMs();
    if (this.#askedMs !== null && nowMs - this.#askedMs < REFRESH_MS) return this.#asking;
    this.#askedMs = nowMs;
    this.#asking = this.#ask().catch((error: unknown) => {
      this.#askedMs = this.#breaker.isOpen ? nowMs - REFRESH_MS + 60_000 : null;
      this.options.onFailure(error);
    });
    return this.#asking;
  }

  async rate(pair: CurrencyPair, on: CalendarDate): Promise<FxRate | null> {
    void this.refresh();
    const filed = await this.files.rate(pair, on);
    const fresh = this.#table && crossRate(this.#table, pair, on);
    return fresh && (!filed || fresh.on > filed.on) ? fresh : filed;
  }

  async #ask(): Promise<void> {
    const { url, timeoutMs } = this.options;
    this.#table = await this.#breaker.run(() =>
      retry(async () => {
        const text = await fetchText(new URL(url), { timeoutMs });
        if (text === null) throw new ProviderFault("REFUSED", "status 404");
        return readRates(text);
      }, this.options),
    );
    await this.options.onRates?.(this.#table);
  }
}

/** @throws {ProviderFault} GARBAGE when it is neither of the two documented forms, or a rate is no positive number */
export function readRates(text: string): EuroRates {
  const rates = text.trimStart().startsWith("<") ? fromXml(text) : fromCsv(text);
  const currencies = [...rates.keys()];
  const on = rates.values().next().value?.on;
  if (!on || currencies.length < 2) throw new ProviderFault("GARBAGE", "no table of rates");
  const cells = [on, ...[...rates.values()].map((rate) => (rate.on === on ? rate.figure : ""))];
  const { content, refused } = readEuroRates(["date", ...currencies], [{ line: 1, cells }], ECB);
  if (refused[0]) throw new ProviderFault("GARBAGE", refused[0].reason);
  return content;
}

type Rates = Map<string, { readonly on: CalendarDate; readonly figure: string }>;

function fromXml(text: string): Rates {
  const day = /<Cube\s+time=['"](\d{4}-\d{2}-\d{2})['"]\s*>([\s\S]*?)<\/Cube>/.exec(text);
  const on = parseCalendarDate(day?.[1] ?? "");
  const isWhole = /<\/gesmes:Envelope>\s*$/.test(text);
  if (!on || !isWhole) throw new ProviderFault("GARBAGE", "no whole envelope of daily rates");
  const rates: Rates = new Map();
  const line = /<Cube\s+currency=['"]([A-Z]{3})['"]\s+rate=['"]([^'"]*)['"]\s*\/>/g;
  for (const [, currency = "", figure = ""] of (day?.[2] ?? "").matchAll(line)) {
    rates.set(currency, { on, figure });
  }
  return rates;
}

/** The data portal's csvdata: one observation a line, its columns named. Of each currency the last day counts. */
function fromCsv(text: string): Rates {
  const { header, rows } = readCsvText(text);
  const [currencyAt, dayAt, rateAt, denominatorAt] = [
    "CURRENCY",
    "TIME_PERIOD",
    "OBS_VALUE",
    "CURRENCY_DENOM",
  ].map((name) => header.indexOf(name));
  const at = (cells: readonly string[], index: number | undefined) => cells[index ?? -1] ?? "";
  const found = rows.map(({ cells }) => ({
    currency: at(cells, currencyAt),
    on: parseCalendarDate(at(cells, dayAt)),
    figure: at(cells, rateAt),
    isPerEuro: at(cells, denominatorAt) === "EUR",
  }));
  const rates: Rates = new Map();
  const last = found.map((row) => row.on ?? "").reduce((a, b) => (a > b ? a : b), "");
  for (const { currency, on, figure, isPerEuro } of found) {
    if (!on || !isPerEuro) throw new ProviderFault("GARBAGE", "a line is no daily euro rate");
    if (on === last) rates.set(currency, { on, figure });
  }
  return rates;
}
