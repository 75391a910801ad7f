import type { RefusalCode } from "@wealthgraph/kernel/refusalCodes";
import type { Broker } from "../domain/account.js";
import type { ImportColumn, ImportMapping } from "../domain/importMapping.js";
import type { Import, ImportStatus } from "../operations/ports.js";

/** A row of portfolios.import. */
export interface ImportItemRow {
  readonly id: string;
  readonly household_id: string;
  readonly account_id: string;
  readonly status: string;
  readonly broker: string | null;
  readonly file_name: string;
  readonly source_account: string | null;
  readonly progress_percent: number;
  readonly rows_total: number;
  readonly rows_new: number;
  readonly rows_duplicate: number;
  readonly rows_rejected: number;
  readonly rows_informational: number;
  readonly rows_skipped: number;
  readonly failure_code: string | null;
  readonly failure_message: string | null;
  readonly columns: readonly ImportColumn[] | null;
  readonly mapping: ImportMapping | null;
  readonly upload_expires_at: Date;
  readonly created_at: Date;
  readonly version: number;
}

export function toImport(row: ImportItemRow): Import {
  return {
    id: row.id,
    householdId: row.household_id,
    accountId: row.account_id,
    // written by this store only, from these unions
    status: row.status as ImportStatus,
    broker: row.broker as Broker | null,
    fileName: row.file_name,
    sourceAccount: row.source_account,
    progressPercent: row.progress_percent,
    rowsTotal: row.rows_total,
    rowsNew: row.rows_new,
    rowsDuplicate: row.rows_duplicate,
    rowsRejected: row.rows_rejected,
    rowsInformational: row.rows_informational,
    rowsSkipped: row.rows_skipped,
    failure:
      row.failure_code === null
        ? null
        : { code: row.failure_code as RefusalCode, message: row.failure_message ?? "" },
    columns: row.columns,
    mapping: row.mapping,
    uploadExpiresAt: row.upload_expires_at,
    createdAt: row.created_at,
    version: row.version,
  };
}
