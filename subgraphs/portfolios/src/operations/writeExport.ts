import type { Download } from "@wealthgraph/chassis/downloadRoute";
import { csvRecord } from "@wealthgraph/kernel/csvRecord";
import {
  exportFileName,
  type ExportPorts,
  type ExportRequest,
  toExportRequest,
} from "./exportRequest.js";
import { type ExportSection, exportSections } from "./exportSections.js";
import type { Work } from "./ports.js";

/** Text that is sent at once. */
const PIECE_LENGTH = 64 * 1_024;

/** @throws {Refusal} DOWNLOAD_INVALID for an address that is forged or expired */
export function openExport(
  ports: ExportPorts & { readonly work: Work },
  segment: string,
): Promise<Download> {
  const request = toExportRequest(ports, segment);
  const texts = request.format === "CSV" ? csvOf(ports.work, request) : jsonOf(ports, request);
  return Promise.resolve({
    fileName: exportFileName(request),
    contentType: request.format === "CSV" ? "text/csv; charset=utf-8" : "application/json",
    bytes: null,
    body: inPieces(texts),
  });
}

/**
 * CSV (RFC 4180): each record begins with the name of its kind, each kind with a record that begins
 * with `record` and names its columns. Nothing known is an empty cell. Text that a spreadsheet would
 * run has an apostrophe before it; one apostrophe at the start of a cell is never part of the text.
 */
async function* csvOf(work: Work, request: ExportRequest): AsyncGenerator<string> {
  for (const section of await exportSections(work, request)) {
    yield csvRecord(["record", ...section.columns]);
    for await (const cells of section.rows) {
      yield csvRecord([section.name, ...cells.map((cell) => cell ?? "")]);
    }
  }
}

/** One object: what was asked, then an array of each kind of record. */
async function* jsonOf(
  { work, clock }: ExportPorts & { readonly work: Work },
  request: ExportRequest,
): AsyncGenerator<string> {
  const { householdId, kind, from, to } = request;
  const head = { householdId, kind, from, to, createdAt: clock().toISOString() };
  yield JSON.stringify(head).slice(0, -1);
  for (const section of await exportSections(work, request)) {
    yield `,\n${JSON.stringify(section.name)}:[`;
    yield* jsonRows(section);
    yield "]";
  }
  yield "}\n";
}

async function* jsonRows({ columns, rows }: ExportSection): AsyncGenerator<string> {
  let separator = "\n";
  for await (const cells of rows) {
    const named = Object.fromEntries(columns.map((name, i) => [name, cells[i] ?? null]));
    yield separator + JSON.stringify(named);
    separator = ",\n";
  }
}

async function* inPieces(texts: AsyncIterable<string>): AsyncGenerator<string> {
  let waiting = "";
  for await (const text of texts) {
    waiting += text;
    if (waiting.length < PIECE_LENGTH) continue;
    yield waiting;
    waiting = "";
  }
  if (waiting !== "") yield waiting;
}
