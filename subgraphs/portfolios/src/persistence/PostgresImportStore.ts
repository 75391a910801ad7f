import { query, type SqlEntityManager } from "@wealthgraph/chassis/database";
import type { RowReason, RowVerdict } from "../domain/importedRow.js";
import type { Import, ImportRow, ImportStore, OpenImportRow, Slice } from "../operations/ports.js";
import { draftToJson } from "./draftJson.js";
import { type ImportRowRow, toImportRow } from "./ImportRowRow.js";
import { type ImportItemRow, toImport } from "./ImportItemRow.js";
import { insertRows } from "./insertRows.js";

const FIELDS = `id, household_id, account_id, status, broker, file_name, source_account, progress_percent,
  rows_total, rows_new, rows_duplicate, rows_rejected, rows_informational, rows_skipped,
  failure_code, failure_message, columns, mapping, upload_expires_at, created_at, version`;

const PER_ACCOUNT_MAX = 100;

const ROW_COLUMNS = {
  household_id: "uuid",
  import_id: "uuid",
  line: "int",
  part: "int",
  raw: "text",
  verdict: "text",
  reason_code: "text",
  reason_message: "text",
  reason_facts: "jsonb",
  note: "text",
  draft: "jsonb",
} as const;

export class PostgresImportStore implements ImportStore {
  readonly #em: SqlEntityManager;
  readonly #households: readonly string[];

  constructor(em: SqlEntityManager, households: readonly string[]) {
    this.#em = em;
    this.#households = households;
  }

  async byIds(ids: readonly string[]): Promise<ReadonlyMap<string, Import>> {
    const rows = await query<ImportItemRow>(
      this.#em,
      `select ${FIELDS} from portfolios.import
       where household_id = any ($1::uuid[]) and id = any ($2::uuid[])`,
      [this.#households, ids],
    );
    return new Map(rows.map((row) => [row.id, toImport(row)]));
  }

  async ofAccounts(accountIds: readonly string[]): Promise<readonly Import[]> {
    const rows = await query<ImportItemRow>(
      this.#em,
      `select ${FIELDS} from (
         select *, row_number() over (partition by account_id order by created_at desc, id desc) as n
         from portfolios.import
         where household_id = any ($1::uuid[]) and account_id = any ($2::uuid[])) i
       where n <= ${PER_ACCOUNT_MAX} order by created_at desc, id desc`,
      [this.#households, accountIds],
    );
    return rows.map(toImport);
  }

  async add(item: Import, createdBy: string): Promise<void> {
    await query(
      this.#em,
      `insert into portfolios.import (household_id, id, account_id, status, broker, file_name, source_account,
         progress_percent, rows_total, rows_new, rows_duplicate, rows_rejected, rows_informational,
         rows_skipped, upload_expires_at, created_by, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, 0, 0, 0, 0, 0, 0, 0, $8, $9, $10)`,
      [
        item.householdId,
        item.id,
        item.accountId,
        item.status,
        item.broker,
        item.fileName,
        item.sourceAccount,
        item.uploadExpiresAt,
        createdBy,
        item.createdAt,
      ],
    );
  }

  async update(item: Import): Promise<boolean> {
    const changed = await query(
      this.#em,
      `update portfolios.import set status = $4, broker = $5, progress_percent = $6, rows_total = $7,
         rows_new = $8, rows_duplicate = $9, rows_rejected = $10, rows_informational = $11,
         rows_skipped = $12, failure_code = $13, failure_message = $14, columns = $15,
         mapping = $16, version = version + 1,
         moved_at = now()
       where household_id = $1 and id = $2 and version = $3 returning id`,
      [
        item.householdId,
        item.id,
        item.version,
        item.status,
        item.broker,
        item.progressPercent,
        item.rowsTotal,
        item.rowsNew,
        item.rowsDuplicate,
        item.rowsRejected,
        item.rowsInformational,
        item.rowsSkipped,
        item.failure?.code ?? null,
        item.failure?.message ?? null,
        item.columns && JSON.stringify(item.columns),
        item.mapping && JSON.stringify(item.mapping),
      ],
    );
    return changed.length === 1;
  }

  async claimUpload(importId: string): Promise<boolean> {
    const claimed = await this.#run(
      `update portfolios.import set upload_claimed_at = now()
       where household_id = any ($1::uuid[]) and id = $2 and status = 'AWAITING_UPLOAD'
         and upload_claimed_at is null returning id`,
      importId,
    );
    return claimed.length === 1;
  }

  async releaseUpload(importId: string): Promise<void> {
    await this.removeChunks(importId);
    await this.#run(
      `update portfolios.import set upload_claimed_at = null
       where household_id = any ($1::uuid[]) and id = $2 and status = 'AWAITING_UPLOAD'`,
      importId,
    );
  }

  async addChunk(importId: string, index: number, bytes: Uint8Array): Promise<void> {
    await this.#run(
      `insert into portfolios.upload_chunk (household_id, import_id, index, bytes)
       select household_id, id, $3, $4 from portfolios.import
       where household_id = any ($1::uuid[]) and id = $2`,
      importId,
      index,
      Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    );
  }

  async chunk(importId: string, index: number): Promise<Uint8Array | null> {
    const [row] = await query<{ readonly bytes: Buffer }>(
      this.#em,
      `select bytes from portfolios.upload_chunk
       where household_id = any ($1::uuid[]) and import_id = $2 and index = $3`,
      [this.#households, importId, index],
    );
    return row?.bytes ?? null;
  }

  async uploadedBytes(importId: string): Promise<number> {
    const [row] = await query<{ readonly bytes: number }>(
      this.#em,
      `select coalesce(sum(length(bytes)), 0)::int as bytes from portfolios.upload_chunk
       where household_id = any ($1::uuid[]) and import_id = $2`,
      [this.#households, importId],
    );
    return row?.bytes ?? 0;
  }

  async removeChunks(importId: string): Promise<void> {
    await this.#run(
      `delete from portfolios.upload_chunk where household_id = any ($1::uuid[]) and import_id = $2`,
      importId,
    );
  }

  async discardStale(accountId: string, expiredBefore: Date): Promise<void> {
    await query(
      this.#em,
      `with stale as (
         update portfolios.import set status = 'DISCARDED', version = version + 1
         where household_id = any ($1::uuid[]) and account_id = $2
           and status = 'AWAITING_UPLOAD' and upload_expires_at < $3
         returning household_id, id),
       unmapped as (
         select household_id, id from portfolios.import
         where household_id = any ($1::uuid[]) and account_id = $2 and columns is not null
           and status <> 'PARSING' and upload_expires_at < $3)
       delete from portfolios.upload_chunk c using (table stale union table unmapped) s
       where c.household_id = s.household_id and c.import_id = s.id`,
      [this.#households, accountId, expiredBefore],
    );
  }

  async addRows(item: Import, rows: readonly ImportRow[]): Promise<void> {
    await insertRows(
      this.#em,
      "import_row",
      ROW_COLUMNS,
      rows.map((row) => ({
        household_id: item.householdId,
        import_id: item.id,
        line: row.line,
        part: row.part,
        raw: row.raw,
        verdict: row.verdict,
        reason_code: row.reason?.code ?? null,
        reason_message: row.reason?.message ?? null,
        reason_facts: row.reason?.facts ?? null,
        note: row.note,
        draft: row.draft ? draftToJson(row.draft) : null,
      })),
    );
  }

  async removeRows(importId: string): Promise<void> {
    await this.#run(
      `delete from portfolios.import_row where household_id = any ($1::uuid[]) and import_id = $2`,
      importId,
    );
  }

  async rows(
    importId: string,
    verdict: RowVerdict | null,
    slice: Slice,
  ): Promise<readonly ImportRow[]> {
    const rows = await query<ImportRowRow>(
      this.#em,
      `select line, part, raw, verdict, reason_code, reason_message, reason_facts, note, draft
       from portfolios.import_row
       where household_id = any ($1::uuid[]) and import_id = $2
         and ($3::text is null or verdict = $3) and (line, part) > ($4, $5)
       order by line, part limit $6`,
      [this.#households, importId, verdict, ...(slice.after ?? [0, 0]), slice.first],
    );
    return rows.map(toImportRow);
  }

  async openRows(accountId: string): Promise<readonly OpenImportRow[]> {
    const rows = await query<ImportRowRow & { readonly import_id: string }>(
      this.#em,
      `select r.import_id, r.line, r.part, r.raw, r.verdict, r.reason_code, r.reason_message,
         r.reason_facts, r.note, r.draft
       from portfolios.import i join portfolios.import_row r
         on r.household_id = i.household_id and r.import_id = i.id
       where i.household_id = any ($1::uuid[]) and i.account_id = $2
         and (i.status in ('CONFIRMED', 'PREVIEW') and r.verdict = 'REJECTED'
           or i.status = 'PREVIEW' and r.verdict = 'NEW')
       order by i.created_at desc, i.id, r.line, r.part limit 1000`,
      [this.#households, accountId],
    );
    return rows.map((row) => ({ importId: row.import_id, row: toImportRow(row) }));
  }

  async rejectRows(importId: string, reasons: ReadonlyMap<number, RowReason>): Promise<number> {
    const rejected = [...reasons].map(([line, { code, message, facts }]) => ({
      line,
      code,
      message,
      facts,
    }));
    const changed = await query(
      this.#em,
      `update portfolios.import_row i
       set verdict = 'REJECTED', reason_code = r.code, reason_message = r.message, reason_facts = r.facts
       from json_to_recordset($3::json) as r(line int, code text, message text, facts jsonb)
       where i.household_id = any ($1::uuid[]) and i.import_id = $2 and i.line = r.line
         and i.verdict = 'NEW'
       returning i.line`,
      [this.#households, importId, JSON.stringify(rejected)],
    );
    return changed.length;
  }

  /** A statement whose first two parameters are the viewer's households and the import. */
  #run(sql: string, importId: string, ...more: readonly unknown[]): Promise<object[]> {
    return query(this.#em, sql, [this.#households, importId, ...more]);
  }
}
