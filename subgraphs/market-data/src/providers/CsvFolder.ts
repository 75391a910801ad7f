import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import {
  type BarHistory,
  BAR_COLUMNS,
  barsBetween,
  lastBars,
  readBars,
} from "../domain/barHistory.js";
import {
  type ActionsBySymbol,
  type CorporateAction,
  EVENT_COLUMNS,
  readActions,
  RELATED_COLUMNS,
  shareRatio,
} from "../domain/corporateAction.js";
import type { RefusedRow } from "../domain/csvRows.js";
import {
  canonicalSymbol,
  type FormerSymbol,
  type Instrument,
  type Listing,
  listingKey,
} from "../domain/instrument.js";
import { newYorkInstant } from "../domain/newYorkTime.js";
import type { NyseCalendar } from "../domain/nyseCalendar.js";
import { NYSE_FIRST_DATE } from "../domain/nyseHolidays.js";
import type { DailyBar } from "../domain/priceBars.js";
import type {
  ActionSource,
  DateRange,
  MarketDataProvider,
  ProvidedPrice,
} from "../operations/ports.js";
import { fileErrorCode, readCsvFile } from "./csvFile.js";
import { folderListings, folderSymbolHistory } from "./folderListings.js";

/** Hears which rows of which file are not used. */
export type RefusalReport = (file: string, refused: readonly RefusedRow[]) => void;

interface Loaded {
  readonly history: BarHistory;
  readonly modifiedMs: number;
  checkedMs: number;
}

/** What was found when the folder was opened. */
interface Folder {
  /** By `listingKey` */
  readonly files: ReadonlyMap<string, string>;
  /** By `listingKey` */
  readonly actions: ReadonlyMap<string, readonly CorporateAction[]>;
  readonly listings: readonly Listing[];
  readonly formerSymbols: readonly FormerSymbol[];
  readonly calendar: NyseCalendar;
  readonly report: RefusalReport;
}

/** Files kept in memory; about 1 MB each for twenty years of days. */
const FILES_MAX = 32;
/** A file is looked at for changes at most this often. */
const CHECK_MS = 5_000;

/**
 * Prices from a folder of CSV files: equities/<SYMBOL>.csv with daily bars as traded,
 * corporate-actions/events.csv with splits and dividends, instruments.csv (optional) with names and markets. The
 * last bar whose session has closed is the latest quote, however old it is.
 */
export class CsvFolder implements MarketDataProvider, ActionSource {
  readonly name = "csv";
  readonly isSimulated = false;
  readonly #loaded = new Map<string, Loaded>();

  private constructor(private readonly folder: Folder) {}

  /** Of the instruments that have a file. */
  get listings(): readonly Listing[] {
    return this.folder.listings;
  }

  get formerSymbols(): readonly FormerSymbol[] {
    return this.folder.formerSymbols;
  }

  /** @param known listings from elsewhere; a file whose symbol is among them is theirs */
  static async open(options: {
    readonly directory: string;
    readonly known: readonly Listing[];
    readonly calendar: NyseCalendar;
    readonly report: RefusalReport;
  }): Promise<CsvFolder> {
    const { directory, known, calendar, report } = options;
    const symbols = await barFiles(join(directory, "equities"), report);
    const listings = await folderListings({ directory, symbols, known, report });
    const files = new Map(
      listings.map((listing) => [
        listingKey(listing),
        join(directory, "equities", `${listing.symbol}.csv`),
      ]),
    );
    const bySymbol = await loadActions(join(directory, "corporate-actions", "events.csv"), report);
    const actions = new Map(
      [...known, ...listings].flatMap((listing) => {
        const found = bySymbol.get(listing.symbol);
        return found ? [[listingKey(listing), found]] : [];
      }),
    );
    const formerSymbols = await folderSymbolHistory(directory, listings, report);
    return new CsvFolder({ files, actions, listings, formerSymbols, calendar, report });
  }

  actionsOf(instrument: Instrument): readonly CorporateAction[] {
    return this.folder.actions.get(listingKey(instrument)) ?? [];
  }

  async priceAt(instrument: Instrument, now: Date): Promise<ProvidedPrice | null> {
    const history = await this.#history(instrument);
    const bars = history ? lastBars(history, this.folder.calendar.lastClosed(now).date, 2) : [];
    const last = bars.at(-1);
    if (!last) return null;
    const before = bars.length > 1 ? bars[0] : undefined;
    const actions = this.actionsOf(instrument);
    return {
      price: last.close,
      previousClose: before?.close.div(shareRatio(actions, before.date, last.date)) ?? null,
      asOf: this.#closeOf(last),
    };
  }

  async bars(instrument: Instrument, range: DateRange, now: Date): Promise<readonly DailyBar[]> {
    const history = await this.#history(instrument);
    const closed = this.folder.calendar.lastClosed(now).date;
    return history ? barsBetween(history, range.from, range.to < closed ? range.to : closed) : [];
  }

  #closeOf(bar: DailyBar): Date {
    const session = bar.date < NYSE_FIRST_DATE ? null : this.folder.calendar.session(bar.date);
    return session?.close ?? newYorkInstant(bar.date, 16);
  }

  async #history(instrument: Instrument): Promise<BarHistory | null> {
    const file = this.folder.files.get(listingKey(instrument));
    if (!file) return null;
    const loaded = this.#loaded.get(file);
    if (loaded && performance.now() - loaded.checkedMs < CHECK_MS) return loaded.history;
    try {
      const { mtimeMs } = await stat(file);
      if (loaded?.modifiedMs === mtimeMs) {
        loaded.checkedMs = performance.now();
        return loaded.history;
      }
      return await this.#load(file, mtimeMs);
    } catch (error) {
      this.folder.report(file, [{ line: 0, reason: `unreadable: ${fileErrorCode(error)}` }]);
      return loaded?.history ?? null;
    }
  }

  async #load(file: string, modifiedMs: number): Promise<BarHistory> {
    const content = await readCsvFile(file, BAR_COLUMNS);
    const { content: history, refused } = readBars(content.rows);
    this.#tell(file, [...content.refused, ...refused]);
    this.#loaded.delete(file);
    this.#loaded.set(file, { history, modifiedMs, checkedMs: performance.now() });
    const oldest = this.#loaded.keys().next();
    if (this.#loaded.size > FILES_MAX && !oldest.done) this.#loaded.delete(oldest.value);
    return history;
  }

  #tell(file: string, refused: readonly RefusedRow[]): void {
    if (refused.length > 0) this.folder.report(file, refused);
  }
}

async function barFiles(directory: string, report: RefusalReport): Promise<string[]> {
  const names = await readdir(directory).catch((error: unknown) => {
    report(directory, [{ line: 0, reason: `unreadable: ${fileErrorCode(error)}` }]);
    return [];
  });
  return names
    .filter((name) => name.endsWith(".csv"))
    .map((name) => name.slice(0, -".csv".length))
    .filter((symbol) => {
      const isSymbol = canonicalSymbol(symbol) === symbol;
      if (!isSymbol)
        report(join(directory, `${symbol}.csv`), [{ line: 0, reason: "its name is no symbol" }]);
      return isSymbol;
    });
}

async function loadActions(file: string, report: RefusalReport): Promise<ActionsBySymbol> {
  try {
    const content = await readCsvFile(file);
    const header = content.header.join();
    const known = [EVENT_COLUMNS, [...EVENT_COLUMNS, ...RELATED_COLUMNS]];
    if (content.refused.length === 0 && !known.some((columns) => columns.join() === header)) {
      report(file, [{ line: 1, reason: `header ${EVENT_COLUMNS.join()} expected` }]);
      return new Map();
    }
    const { content: actions, refused } = readActions(content.rows);
    if (content.refused.length + refused.length > 0) report(file, [...content.refused, ...refused]);
    return actions;
  } catch (error) {
    if (fileErrorCode(error) !== "ENOENT")
      report(file, [{ line: 0, reason: `unreadable: ${fileErrorCode(error)}` }]);
    return new Map();
  }
}
