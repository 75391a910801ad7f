import { join } from "node:path";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { REFERENCE_RATES } from "../data/ecbReferenceRates.js";
import { crossRate, type EuroRates, type FxRate, readEuroRates } from "../domain/euroRates.js";
import type { CurrencyPair, FxSource } from "../operations/ports.js";
import type { RefusalReport } from "./CsvFolder.js";
import { type CsvContent, fileErrorCode, readCsvFile, readCsvText } from "./csvFile.js";

/** Rates of the European Central Bank: the folder's file when there is one, then the carried table of one day. */
export class EuroRateFiles implements FxSource {
  private constructor(private readonly tables: readonly EuroRates[]) {}

  /** @param directory holds fx/ecb_eur_daily.csv, or not; null: only the carried table */
  static async open(directory: string | null, report: RefusalReport): Promise<EuroRateFiles> {
    const carried = read(readCsvText(REFERENCE_RATES.csv), REFERENCE_RATES.source);
    if (directory === null) return new EuroRateFiles([carried.rates]);
    const file = join(directory, "fx", "ecb_eur_daily.csv");
    try {
      const { rates, refused } = read(await readCsvFile(file), "European Central Bank");
      if (refused.length > 0) report(file, refused);
      return new EuroRateFiles([rates, carried.rates]);
    } catch (error) {
      const code = fileErrorCode(error);
      if (code !== "ENOENT") report(file, [{ line: 0, reason: `unreadable: ${code}` }]);
      return new EuroRateFiles([carried.rates]);
    }
  }

  rate(pair: CurrencyPair, on: CalendarDate): Promise<FxRate | null> {
    for (const table of this.tables) {
      const found = crossRate(table, pair, on);
      if (found) return Promise.resolve(found);
    }
    return Promise.resolve(null);
  }
}

function read(content: CsvContent, source: string) {
  const { content: rates, refused } = readEuroRates(content.header, content.rows, source);
  return { rates, refused: [...content.refused, ...refused] };
}
