import type { RefusalCode } from "@wealthgraph/kernel/refusalCodes";
import type { CapitalGainsReport } from "../domain/reports/capitalGainsReport.js";
import type { YearOfDisposals } from "./buildReport.js";
import type { TaxProfileStore } from "./ports.js";

export const REPORT_FORMATS = ["CSV", "TXF", "PDF"] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

export const REPORT_STATUSES = ["WAITING", "BUILDING", "READY", "FAILED", "CANCELLED"] as const;
export type ReportStatus = (typeof REPORT_STATUSES)[number];

/** A report file as stored, without its bytes. */
export interface TaxReport {
  readonly id: string;
  readonly householdId: string;
  /** The id of the capital gains report it prints: year, options and what is stated. */
  readonly wishes: string;
  readonly format: ReportFormat;
  readonly status: ReportStatus;
  readonly progressPercent: number;
  readonly bytes: number;
  readonly failure: { readonly code: RefusalCode; readonly message: string } | null;
  readonly createdAt: Date;
}

export type ReportProgress = Pick<TaxReport, "status" | "progressPercent" | "bytes" | "failure">;

/** A report to build. */
export interface ReportJob {
  readonly householdId: string;
  readonly reportId: string;
}

/** Report files of some households; others are not there. */
export interface TaxReportStore {
  byId(id: string): Promise<TaxReport | null>;
  /** Stores a report and forgets the household's that are older than `keepAfter`; enqueues its job when told. */
  add(
    report: TaxReport,
    options: { readonly keepAfter: Date; readonly enqueue: boolean },
  ): Promise<void>;
  /** @returns false when the report was cancelled, or is gone: then nothing changes */
  update(id: string, progress: ReportProgress): Promise<boolean>;
  /** Forgets the bytes so far. */
  removeChunks(id: string): Promise<void>;
  addChunk(report: TaxReport, index: number, bytes: Uint8Array): Promise<void>;
  chunk(id: string, index: number): Promise<Uint8Array | null>;
}

/** A year's disposals, as portfolios gives them to tax's own service. */
export interface DisposalSource {
  /** Lots closed in the year, in all accounts. */
  count(householdId: string, year: number): Promise<number>;
  /** @param onPage with the number read so far; may throw to end the reading */
  read(
    householdId: string,
    year: number,
    onPage: (read: number) => Promise<void>,
  ): Promise<YearOfDisposals>;
}

/** What making report files needs of the world. */
export interface ReportFilePorts {
  reportsOf(householdIds: readonly string[]): TaxReportStore;
  profilesOf(householdIds: readonly string[]): TaxProfileStore;
  readonly disposals: DisposalSource;
  readonly clock: () => Date;
  /** Writes a report in a format, a piece at a time. */
  render: RenderReport;
}

export type RenderReport = (
  format: ReportFormat,
  report: CapitalGainsReport,
  options: { readonly now: Date; readonly onShare: (share: number) => Promise<void> },
) => AsyncIterable<Uint8Array>;
