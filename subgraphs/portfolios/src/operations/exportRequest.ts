import {
  DOWNLOAD_TTL_MS,
  type DownloadGrantSigner,
  downloadInvalid,
} from "@wealthgraph/chassis/downloadGrant";
import { isId } from "@wealthgraph/chassis/id";
import { requireHousehold, type Viewer } from "@wealthgraph/chassis/viewer";
import { type CalendarDate, parseCalendarDate } from "@wealthgraph/kernel/calendarDate";
import { requireRange } from "./performance.js";
import type { Clock } from "./ports.js";

export const EXPORT_KINDS = [
  "TRANSACTIONS",
  "POSITIONS",
  "LOTS",
  "STATEMENT",
  "EVERYTHING",
] as const;
export type ExportKind = (typeof EXPORT_KINDS)[number];

export const EXPORT_FORMATS = ["CSV", "JSON"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** What a household takes out. Positions and lots are of now, whatever the days. */
export interface ExportRequest {
  readonly householdId: string;
  readonly kind: ExportKind;
  readonly format: ExportFormat;
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}

/** Where a file can be fetched, by whoever has the path, until it expires. */
export interface ExportCreated {
  readonly downloadUrl: string;
  readonly fileName: string;
  readonly expiresAt: Date;
}

export interface ExportPorts {
  readonly clock: Clock;
  readonly downloads: DownloadGrantSigner;
}

/**
 * The address of a file that is made as it is fetched: nothing is stored, and it is of that moment.
 *
 * @throws {Refusal} NOT_FOUND; BAD_INPUT when `from` is after `to`
 */
export function createExport(
  { clock, downloads }: ExportPorts,
  viewer: Viewer,
  request: ExportRequest,
): ExportCreated {
  const { householdId, kind, format, from, to } = request;
  requireHousehold(viewer, householdId, "read");
  requireRange(request);
  const expiresAt = new Date(clock().getTime() + DOWNLOAD_TTL_MS);
  const downloadUrl = downloads.pathOf([householdId, kind, format, from, to], expiresAt);
  return { downloadUrl, fileName: exportFileName(request), expiresAt };
}

export const exportFileName = ({ kind, format, from, to }: ExportRequest): string =>
  `${kind.toLowerCase()}-${from}-${to}.${format.toLowerCase()}`;

/** @throws {Refusal} DOWNLOAD_INVALID for an address that is not ours, or expired */
export function toExportRequest({ clock, downloads }: ExportPorts, segment: string): ExportRequest {
  const [householdId = "", kind, format, from = "", to = ""] = downloads.verify(segment, clock());
  const request = {
    householdId,
    kind: EXPORT_KINDS.find((known) => known === kind),
    format: EXPORT_FORMATS.find((known) => known === format),
    from: parseCalendarDate(from),
    to: parseCalendarDate(to),
  };
  const { from: first, to: last } = request;
  if (!isId(householdId) || !request.kind || !request.format || !first || !last) {
    throw downloadInvalid();
  }
  return { householdId, kind: request.kind, format: request.format, from: first, to: last };
}
