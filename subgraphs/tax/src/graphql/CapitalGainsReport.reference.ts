/** A report as the router represents it: its id, and where a field asks, the year's disposals. */
export interface ReportReference {
  readonly id: string;
}

/** A report by its key, which says all of what it is; its fields check the viewer. */
export function resolveReport(reference: ReportReference): Promise<ReportReference> {
  return Promise.resolve(reference);
}
