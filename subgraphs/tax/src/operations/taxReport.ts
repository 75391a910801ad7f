import { isId, newId } from "@wealthgraph/chassis/id";
import { requireHousehold, type Viewer } from "@wealthgraph/chassis/viewer";
import { Failure, Refusal } from "@wealthgraph/kernel/refusal";
import { buildReport } from "./buildReport.js";
import type { ReportFilePorts, ReportFormat, ReportJob, TaxReport } from "./reportPorts.js";
import {
  checkReportRequest,
  reportIdOf,
  type ReportRequest,
  toReportRequest,
} from "./reportRequest.js";

/** Up to so many lots the file is there when the mutation answers; more are a job. */
export const INLINE_DISPOSALS_MAX = 500;
/** Files are kept this long. */
export const REPORT_KEPT_MS = 7 * 24 * 60 * 60_000;
const CHUNK_BYTES = 256 * 1_024;

/**
 * Makes a report file of a household's year, or begins to.
 *
 * @returns READY with few lots, else WAITING for its job
 * @throws {Refusal} NOT_FOUND, FORBIDDEN, TAX_YEAR_UNKNOWN, BAD_INPUT; REPORT_NOT_IN_TXF
 */
export async function createTaxReport(
  ports: ReportFilePorts,
  viewer: Viewer,
  request: ReportRequest,
  format: ReportFormat,
): Promise<TaxReport> {
  const { householdId } = request;
  requireHousehold(viewer, householdId, "write");
  const now = ports.clock();
  checkReportRequest(request, now);
  const isSmall = (await ports.disposals.count(householdId, request.year)) <= INLINE_DISPOSALS_MAX;
  const report: TaxReport = {
    id: newId(),
    householdId,
    wishes: reportIdOf(request),
    format,
    status: "WAITING",
    progressPercent: 0,
    bytes: 0,
    failure: null,
    createdAt: now,
  };
  const keepAfter = new Date(now.getTime() - REPORT_KEPT_MS);
  const store = ports.reportsOf([householdId]);
  await store.add(report, { keepAfter, enqueue: !isSmall });
  if (!isSmall) return report;
  await buildTaxReport(ports, { householdId, reportId: report.id });
  return (await store.byId(report.id)) ?? report;
}

/** @throws {Refusal} NOT_FOUND alike for a report that is gone and one of another household */
export async function taxReportFor(
  ports: ReportFilePorts,
  viewer: Viewer,
  id: string,
  access: "read" | "write",
): Promise<TaxReport> {
  if (viewer.kind === "anonymous") throw new Refusal("UNAUTHENTICATED", "sign in first");
  const store = ports.reportsOf([...viewer.households.keys()]);
  const report = isId(id) ? await store.byId(id) : null;
  if (!report) throw new Refusal("NOT_FOUND", "there is no such report among yours");
  requireHousehold(viewer, report.householdId, access);
  return report;
}

/**
 * Ends the work on a report that is not ready.
 *
 * @throws {Refusal} NOT_FOUND, FORBIDDEN
 */
export async function cancelTaxReport(
  ports: ReportFilePorts,
  viewer: Viewer,
  id: string,
): Promise<TaxReport> {
  const report = await taxReportFor(ports, viewer, id, "write");
  if (report.status !== "WAITING" && report.status !== "BUILDING") return report;
  const cancelled = { ...report, status: "CANCELLED" as const };
  await ports.reportsOf([report.householdId]).update(id, cancelled);
  return cancelled;
}

/**
 * Builds a report's file; again from the start when it is tried again.
 *
 * @throws {Refusal} what the household has to mend; the report is then FAILED with its code
 */
export async function buildTaxReport(ports: ReportFilePorts, job: ReportJob): Promise<void> {
  const store = ports.reportsOf([job.householdId]);
  const report = await store.byId(job.reportId);
  if (!report || report.status === "READY" || report.status === "CANCELLED") return;
  try {
    await build(ports, report);
  } catch (error) {
    if (error instanceof Cancelled) return;
    if (error instanceof Refusal) await failTaxReport(ports, job, error);
    throw error;
  }
}

/** Says of a report that it failed, and why. */
export async function failTaxReport(
  ports: ReportFilePorts,
  { householdId, reportId }: ReportJob,
  { code, message }: Pick<Refusal, "code" | "message">,
): Promise<void> {
  const store = ports.reportsOf([householdId]);
  await store.update(reportId, {
    status: "FAILED",
    progressPercent: 0,
    bytes: 0,
    failure: { code, message },
  });
  await store.removeChunks(reportId);
}

/** The household does not want the report any more. */
class Cancelled extends Failure {
  constructor() {
    super("REPORT_CANCELLED");
  }
}

async function build(ports: ReportFilePorts, report: TaxReport): Promise<void> {
  const { householdId, format } = report;
  const store = ports.reportsOf([householdId]);
  const tell = async (progress: Partial<TaxReport>): Promise<void> => {
    const told = { ...report, status: "BUILDING" as const, ...progress };
    if (!(await store.update(report.id, told))) throw new Cancelled();
  };
  await tell({ progressPercent: 0 });
  await store.removeChunks(report.id);
  const request = toReportRequest(report.wishes);
  const count = await ports.disposals.count(householdId, request.year);
  const year = await ports.disposals.read(householdId, request.year, (read) =>
    tell({ progressPercent: Math.floor((50 * read) / Math.max(1, read, count)) }),
  );
  const [profile = null] = await ports
    .profilesOf([householdId])
    .byKeys([{ householdId, year: request.year }]);
  const now = ports.clock();
  const made = buildReport(request, year, profile, now);
  const pieces = ports.render(format, made, {
    now,
    onShare: (share) => tell({ progressPercent: 50 + Math.floor(49 * share) }),
  });
  let [bytes, index] = [0, 0];
  for await (const piece of inChunks(pieces)) {
    await store.addChunk(report, index, piece);
    bytes += piece.length;
    index += 1;
  }
  await tell({ status: "READY", progressPercent: 100, bytes });
}

/** The same bytes in pieces of `CHUNK_BYTES`, the last one shorter. */
async function* inChunks(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let waiting: Uint8Array[] = [];
  let length = 0;
  for await (const piece of pieces) {
    waiting.push(piece);
    length += piece.length;
    if (length < CHUNK_BYTES) continue;
    yield Buffer.concat(waiting);
    [waiting, length] = [[], 0];
  }
  if (length > 0) yield Buffer.concat(waiting);
}
