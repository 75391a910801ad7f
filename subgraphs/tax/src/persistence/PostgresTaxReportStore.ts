import { type Database, query, type SqlEntityManager } from "@wealthgraph/chassis/database";
import { isId } from "@wealthgraph/chassis/id";
import type { JobQueue } from "@wealthgraph/chassis/jobs";
import type { RefusalCode } from "@wealthgraph/kernel/refusalCodes";
import type {
  ReportFormat,
  ReportJob,
  ReportProgress,
  ReportStatus,
  TaxReport,
  TaxReportStore,
} from "../operations/reportPorts.js";

export const REPORT_QUEUE = "tax.build-report";
/** Attempts of a report's job after the first; the last one that fails ends the report. */
export const REPORT_RETRIES = 3;

interface ReportRow {
  readonly household_id: string;
  readonly id: string;
  readonly wishes: string;
  readonly format: string;
  readonly status: string;
  readonly progress_percent: number;
  readonly bytes: number;
  readonly failure_code: string | null;
  readonly failure_message: string | null;
  readonly created_at: Date;
}

/** Report files in PostgreSQL; every read and write is one transaction within the households. */
export class PostgresTaxReportStore implements TaxReportStore {
  readonly #database: Database;
  readonly #jobs: Pick<JobQueue, "enqueue">;
  readonly #households: readonly string[];

  constructor(
    database: Database,
    jobs: Pick<JobQueue, "enqueue">,
    householdIds: readonly string[],
  ) {
    this.#database = database;
    this.#jobs = jobs;
    this.#households = householdIds.filter(isId);
  }

  async byId(id: string): Promise<TaxReport | null> {
    const rows = await this.#within((em) =>
      query<ReportRow>(
        em,
        "select * from tax.report where household_id = any ($1::uuid[]) and id = $2",
        [this.#households, id],
      ),
    );
    return rows[0] ? toReport(rows[0]) : null;
  }

  add(
    report: TaxReport,
    options: { readonly keepAfter: Date; readonly enqueue: boolean },
  ): Promise<void> {
    return this.#within(async (em) => {
      await query(em, "delete from tax.report where household_id = $1 and created_at < $2", [
        report.householdId,
        options.keepAfter,
      ]);
      await query(
        em,
        `insert into tax.report (household_id, id, wishes, format, status, progress_percent, bytes, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [
          report.householdId,
          report.id,
          report.wishes,
          report.format,
          report.status,
          report.progressPercent,
          report.bytes,
          report.createdAt,
        ],
      );
      const job: ReportJob = { householdId: report.householdId, reportId: report.id };
      if (options.enqueue) await this.#jobs.enqueue(em, REPORT_QUEUE, job);
    });
  }

  async update(id: string, progress: ReportProgress): Promise<boolean> {
    const { status, progressPercent, bytes, failure } = progress;
    const rows = await this.#within((em) =>
      query(
        em,
        `update tax.report set status = $3, progress_percent = $4, bytes = $5, failure_code = $6,
           failure_message = $7
         where household_id = any ($1::uuid[]) and id = $2 and status <> 'CANCELLED' returning id`,
        [
          this.#households,
          id,
          status,
          progressPercent,
          bytes,
          failure?.code ?? null,
          failure?.message ?? null,
        ],
      ),
    );
    return rows.length > 0;
  }

  async removeChunks(id: string): Promise<void> {
    await this.#within((em) =>
      query(
        em,
        "delete from tax.report_chunk where household_id = any ($1::uuid[]) and report_id = $2",
        [this.#households, id],
      ),
    );
  }

  async addChunk(report: TaxReport, index: number, bytes: Uint8Array): Promise<void> {
    await this.#within((em) =>
      query(
        em,
        "insert into tax.report_chunk (household_id, report_id, index, bytes) values ($1, $2, $3, $4)",
        [report.householdId, report.id, index, Buffer.from(bytes)],
      ),
    );
  }

  async chunk(id: string, index: number): Promise<Uint8Array | null> {
    const rows = await this.#within((em) =>
      query<{ readonly bytes: Uint8Array }>(
        em,
        `select bytes from tax.report_chunk
         where household_id = any ($1::uuid[]) and report_id = $2 and index = $3`,
        [this.#households, id, index],
      ),
    );
    return rows[0]?.bytes ?? null;
  }

  #within<T>(work: (em: SqlEntityManager) => Promise<T>): Promise<T> {
    return this.#database.within({ householdIds: this.#households }, work);
  }
}

function toReport(row: ReportRow): TaxReport {
  return {
    id: row.id,
    householdId: row.household_id,
    wishes: row.wishes,
    // written by this store only, from the operations' unions
    format: row.format as ReportFormat,
    status: row.status as ReportStatus,
    progressPercent: row.progress_percent,
    bytes: row.bytes,
    failure:
      row.failure_code === null
        ? null
        : { code: row.failure_code as RefusalCode, message: row.failure_message ?? "" },
    createdAt: row.created_at,
  };
}
