import { setImmediate } from "node:timers/promises";
import type { CapitalGainsReport } from "../domain/reports/capitalGainsReport.js";
import { reportCsv } from "../domain/reports/reportCsv.js";
import { reportTxf } from "../domain/reports/reportTxf.js";
import type { RenderReport } from "../operations/reportPorts.js";
import { todayOf } from "../operations/reportRequest.js";
import { reportPdf } from "./reportPdf.js";

/** Records between two looks at what else is to be done. */
const RECORDS_AT_ONCE = 200;

/** Writes a report as CSV, TXF or PDF; other work goes between. */
export const renderReport: RenderReport = (format, report, { now, onShare }) => {
  if (format === "PDF") {
    const beforePage = (page: number, pages: number) => onShare((page - 1) / pages);
    return reportPdf(report, { createdAt: now, beforePage });
  }
  const records = format === "CSV" ? reportCsv(report) : reportTxf(report, todayOf(now));
  return encoded(records, rowsOf(report), onShare);
};

const rowsOf = ({ form }: CapitalGainsReport): number => form.rows.length + 1;

async function* encoded(
  records: Iterable<string>,
  expected: number,
  onShare: (share: number) => Promise<void>,
): AsyncGenerator<Uint8Array> {
  let waiting: string[] = [];
  let done = 0;
  for (const record of records) {
    waiting.push(record);
    if (waiting.length < RECORDS_AT_ONCE) continue;
    yield Buffer.from(waiting.join(""));
    done += waiting.length;
    waiting = [];
    await onShare(Math.min(1, done / expected));
    await setImmediate();
  }
  if (waiting.length > 0) yield Buffer.from(waiting.join(""));
}
