import {
  downloadInvalid,
  type DownloadGrantSigner,
  DOWNLOAD_TTL_MS,
} from "@wealthgraph/chassis/downloadGrant";
import type { Download } from "@wealthgraph/chassis/downloadRoute";
import { isId } from "@wealthgraph/chassis/id";
import type { ReportFilePorts, ReportFormat, TaxReport, TaxReportStore } from "./reportPorts.js";
import { toReportRequest } from "./reportRequest.js";

const CONTENT_TYPES: Readonly<Record<ReportFormat, string>> = {
  CSV: "text/csv; charset=utf-8",
  TXF: "text/plain; charset=utf-8",
  PDF: "application/pdf",
};

export const fileNameOf = ({ wishes, format }: TaxReport): string =>
  `capital-gains-${toReportRequest(wishes).year}.${format.toLowerCase()}`;

/** Where a file can be fetched, by whoever has the path, until it expires. */
export interface DownloadAddress {
  readonly path: string;
  readonly expiresAt: Date;
}

/** @returns null while the report is not ready */
export function downloadAddress(
  report: TaxReport,
  signer: DownloadGrantSigner,
  now: Date,
): DownloadAddress | null {
  if (report.status !== "READY") return null;
  const expiresAt = new Date(now.getTime() + DOWNLOAD_TTL_MS);
  return { path: signer.pathOf([report.householdId, report.id], expiresAt), expiresAt };
}

/** @throws {Refusal} DOWNLOAD_INVALID for an address that is forged, expired or of a file that is gone */
export async function openTaxReport(
  ports: ReportFilePorts,
  signer: DownloadGrantSigner,
  segment: string,
): Promise<Download> {
  const [householdId = "", id = ""] = signer.verify(segment, ports.clock());
  const store = ports.reportsOf([householdId]);
  const report = isId(householdId) && isId(id) ? await store.byId(id) : null;
  if (report?.status !== "READY") throw downloadInvalid();
  return {
    fileName: fileNameOf(report),
    contentType: CONTENT_TYPES[report.format],
    bytes: report.bytes,
    body: chunksOf(store, id),
  };
}

/** A piece at a time: what is sent is forgotten. */
async function* chunksOf(store: TaxReportStore, id: string): AsyncGenerator<Uint8Array> {
  for (let index = 0; ; index += 1) {
    const chunk = await store.chunk(id, index);
    if (!chunk) return;
    yield chunk;
  }
}
