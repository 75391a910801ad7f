import { Refusal } from "@wealthgraph/kernel/refusal";
import type { RefusalCode } from "@wealthgraph/kernel/refusalCodes";
import { type OpenLayout, openLayout, openMapped } from "../domain/brokerLayout.js";
import { type ParsedRow, partsOf } from "../domain/importedRow.js";
import {
  columnsOfUnknown,
  type ImportColumn,
  type ImportMapping,
} from "../domain/importMapping.js";
import { OccurrenceCounter } from "../domain/rowIdentity.js";
import { contentHash, identityOf } from "./contentHash.js";
import { NO_ROWS_YET } from "./createImport.js";
import { decodeText } from "./decodeText.js";
import type {
  Account,
  Import,
  ImportNews,
  ImportRow,
  Market,
  ParseJob,
  Scope,
  Unit,
  Work,
} from "./ports.js";
import { rejectImpossibleRows } from "./rejectImpossibleRows.js";
import { type CsvRecord, type Delimiter, DELIMITERS } from "./readCsv.js";
import { readRecords } from "./readRecords.js";
import { type NumberedRow, RowReview } from "./rowReview.js";
import { sourceAccountFilter } from "./sourceAccountFilter.js";

/** The header of a known layout begins within this many records. */
const HEADER_RECORDS_MAX = 10;
/** Rows of one file: what a worker can hold beside the household's ledger when it replays them. */
export const ROWS_MAX = 50_000;
/** Rows that are reviewed, stored and reported together. */
const BATCH_ROWS = 500;
/** Progress while rows are read; the rest is the replay of the household with them. */
const PROGRESS_READING_MAX = 95;

export interface ParsePorts {
  readonly work: Work;
  readonly market: Market;
  readonly news: ImportNews;
  /** `ROWS_MAX` when absent. */
  readonly rowsMax?: number;
}

/**
 * Reads the uploaded file of an import and gives every row its verdict. Repeating it is safe: it
 * starts over, and does nothing once the import has left PARSING.
 *
 * A file that cannot be read leaves the import FAILED with the code; a world that does not answer
 * throws, so that the job is tried again.
 */
export async function parseImport(ports: ParsePorts, job: ParseJob): Promise<void> {
  const scope: Scope = { householdIds: [job.householdId] };
  const begun = await ports.work.within(scope, async (unit) => {
    const item = (await unit.imports.byIds([job.importId])).get(job.importId);
    const account = item && (await unit.accounts.byIds([item.accountId])).get(item.accountId);
    if (item?.status !== "PARSING" || !account) return null;
    // the version says whose reading it is: a worker that was taken for dead gets CONFLICT
    if (!(await unit.imports.update(item))) return null;
    await unit.imports.removeRows(item.id);
    const bytes = await unit.imports.uploadedBytes(item.id);
    return {
      item: { ...item, version: item.version + 1 },
      account,
      bytes,
      known: await unit.ledger.identities(account.id),
      mappings: (await unit.mappings.ofHouseholds([job.householdId])).map((one) => one.mapping),
    };
  });
  if (!begun) return;
  const run = new ImportRun(ports, scope, begun);
  try {
    await run.readRows();
    await run.finish();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.code === "CONFLICT") return; // discarded meanwhile, or read by another worker
    const { code, message } = error;
    await failImport(ports, job, { code, message, columns: run.unknownColumns });
  }
}

/** Ends an import that cannot be parsed; its file is kept when it has columns that a mapping can explain. */
export async function failImport(
  ports: Pick<ParsePorts, "work" | "news">,
  job: ParseJob,
  failure: {
    readonly code: RefusalCode;
    readonly message: string;
    readonly columns?: readonly ImportColumn[];
  },
): Promise<void> {
  await ports.work.within({ householdIds: [job.householdId] }, async (unit) => {
    const item = (await unit.imports.byIds([job.importId])).get(job.importId);
    if (item?.status !== "PARSING") return;
    await unit.imports.removeRows(item.id);
    const { code, message, columns: found = [] } = failure;
    const columns = item.columns ?? (found.length > 0 ? found : null);
    if (!columns) await unit.imports.removeChunks(item.id);
    const failed = { ...item, ...NO_ROWS_YET, status: "FAILED" as const, columns };
    await unit.imports.update({ ...failed, failure: { code, message } });
  });
  await ports.news.importMoved(job.importId);
}

/** One reading of one file. */
class ImportRun {
  readonly #ports: ParsePorts;
  readonly #scope: Scope;
  readonly #review: RowReview;
  readonly #counter = new OccurrenceCounter();
  readonly #isKnown: (contentKey: string, occurrence: number) => boolean;
  readonly #ofSourceAccount: (row: ParsedRow) => ParsedRow;
  readonly #bytesTotal: number;
  /** Of the household; the only one when the file was told how it is to be read. */
  readonly #mappings: readonly ImportMapping[];
  #unknownColumns: readonly ImportColumn[] = [];
  #charactersRead = 0;
  #item: Import;
  #batch: NumberedRow[] = [];

  constructor(
    ports: ParsePorts,
    scope: Scope,
    begun: {
      readonly item: Import;
      readonly account: Account;
      readonly bytes: number;
      readonly known: ReadonlySet<string>;
      readonly mappings: readonly ImportMapping[];
    },
  ) {
    this.#ports = ports;
    this.#scope = scope;
    this.#bytesTotal = begun.bytes;
    this.#item = { ...begun.item, ...NO_ROWS_YET, progressPercent: 0 };
    this.#mappings = begun.item.mapping ? [begun.item.mapping] : begun.mappings;
    this.#review = new RowReview(ports.market, begun.account);
    this.#isKnown = (contentKey, occurrence) =>
      begun.known.has(identityOf(contentHash(contentKey), occurrence));
    this.#ofSourceAccount = sourceAccountFilter(begun.item.sourceAccount);
  }

  /** @throws {Refusal} FILE_UNREADABLE, LAYOUT_UNKNOWN, NO_ROWS, BAD_INPUT (several accounts) */
  async readRows(): Promise<void> {
    let isRead = false;
    for (const delimiter of DELIMITERS) isRead ||= await this.#readCells(delimiter);
    if (!isRead) throw layoutUnknown();
    await this.#flush();
    const { rowsNew, rowsDuplicate, rowsRejected } = this.#item;
    if (rowsNew + rowsDuplicate + rowsRejected === 0) {
      throw new Refusal(
        "NO_ROWS",
        "the file has a known header and no transactions of this account",
      );
    }
  }

  /** What the file's columns seem to be when no layout has them; empty when one has, or nothing looks like columns. */
  get unknownColumns(): readonly ImportColumn[] {
    return this.#unknownColumns;
  }

  /** @returns false, and takes no row, when no layout has the columns that this delimiter gives */
  async #readCells(delimiter: Delimiter): Promise<boolean> {
    const first: CsvRecord[] = [];
    let layout: OpenLayout | null = null;
    for await (const record of this.#records(delimiter)) {
      if (layout) await this.#take(layout, record);
      else if (first.push(record) === HEADER_RECORDS_MAX) {
        layout = await this.#open(first, delimiter);
        if (!layout) return false;
      }
    }
    return layout !== null || (await this.#open(first, delimiter)) !== null;
  }

  #records(delimiter: Delimiter): AsyncGenerator<CsvRecord> {
    return readRecords(
      decodeText(() => this.#bytes()),
      delimiter,
    );
  }

  /** Rejects what cannot have happened, then opens the preview. */
  async finish(): Promise<void> {
    await this.#ports.work.within(this.#scope, async (unit) => {
      const rejected = await rejectImpossibleRows(unit, this.#item);
      // a file that was mapped by hand can be mapped again while it is a preview
      if (!this.#item.columns) await unit.imports.removeChunks(this.#item.id);
      await this.#save(unit, {
        status: "PREVIEW",
        progressPercent: 100,
        rowsNew: this.#item.rowsNew - rejected,
        rowsRejected: this.#item.rowsRejected + rejected,
      });
    });
    await this.#ports.news.importMoved(this.#item.id);
  }

  async #open(first: readonly CsvRecord[], delimiter: Delimiter): Promise<OpenLayout | null> {
    const layout = this.#layoutOf(first, delimiter);
    if (!layout) {
      const columns = columnsOfUnknown(first.map(({ cells }) => cells));
      if (columns.length > this.#unknownColumns.length) this.#unknownColumns = columns;
      return null;
    }
    this.#unknownColumns = [];
    this.#item = { ...this.#item, broker: layout.broker };
    if (layout.survey) {
      for await (const record of this.#records(delimiter)) layout.survey(record);
    }
    for (const record of first) await this.#take(layout, record);
    return layout;
  }

  /** Brokers write commas; a file with others went through a spreadsheet, which changes numbers as well. */
  #layoutOf(first: readonly CsvRecord[], delimiter: Delimiter): OpenLayout | null {
    const known = delimiter === "," && !this.#item.mapping ? openLayout(first) : null;
    if (known) return known;
    const mapped = openMapped(first, this.#mappings);
    if (!mapped) return null;
    this.#item = { ...this.#item, mapping: mapped.mapping };
    return mapped.layout;
  }

  async #take(layout: OpenLayout, record: CsvRecord): Promise<void> {
    const { rowsMax = ROWS_MAX } = this.#ports;
    if (this.#item.rowsTotal + this.#batch.length >= rowsMax) {
      const message = `a file has at most ${rowsMax} rows: export a shorter period`;
      throw new Refusal("UPLOAD_TOO_LARGE", message, { rowsMax });
    }
    this.#charactersRead += record.raw.length;
    const parsed = this.#ofSourceAccount(layout.parseRow(record));
    for (const [part, row] of partsOf(parsed).entries()) {
      const numbered = this.#counter.number(row, this.#isKnown);
      this.#batch.push({ row: numbered, part, raw: record.raw });
    }
    if (this.#batch.length >= BATCH_ROWS) await this.#flush();
  }

  async #flush(): Promise<void> {
    const rows = await this.#review.review(this.#batch);
    this.#batch = [];
    const read = this.#charactersRead / this.#bytesTotal;
    const progressPercent = Math.min(PROGRESS_READING_MAX, Math.floor(read * 100));
    const counted = { ...count(this.#item, rows), progressPercent };
    await this.#ports.work.within(this.#scope, async (unit) => {
      await this.#save(unit, counted);
      await unit.imports.addRows(this.#item, rows);
    });
    await this.#ports.news.importMoved(this.#item.id);
  }

  /** @throws {Refusal} CONFLICT when the import was discarded, or another reading took over */
  async #save(unit: Pick<Unit, "imports">, change: Partial<Import>): Promise<void> {
    const changed = { ...this.#item, ...change };
    if (!(await unit.imports.update(changed))) {
      throw new Refusal("CONFLICT", "the import was changed while its file was read");
    }
    this.#item = { ...changed, version: changed.version + 1 };
  }

  /** The stored file, a piece in memory at a time. */
  async *#bytes(): AsyncGenerator<Uint8Array> {
    for (let index = 0; ; index++) {
      const at = index;
      const piece = await this.#ports.work.within(this.#scope, (unit) =>
        unit.imports.chunk(this.#item.id, at),
      );
      if (!piece) return;
      yield piece;
    }
  }
}

function layoutUnknown(): Refusal {
  return new Refusal(
    "LAYOUT_UNKNOWN",
    "the column names are not those of an export that we read: Schwab, Fidelity, Vanguard, E*TRADE, Robinhood, Interactive Brokers (also Flex as XML), Coinbase, Trading 212, DEGIRO, or OFX of any institution; say with mapImport what they mean",
  );
}

function count(item: Import, rows: readonly ImportRow[]): Partial<Import> {
  const of = (verdict: ImportRow["verdict"]) => rows.filter((r) => r.verdict === verdict).length;
  return {
    rowsTotal: item.rowsTotal + rows.length,
    rowsNew: item.rowsNew + of("NEW"),
    rowsDuplicate: item.rowsDuplicate + of("DUPLICATE"),
    rowsRejected: item.rowsRejected + of("REJECTED"),
    rowsInformational: item.rowsInformational + of("INFORMATIONAL"),
  };
}
