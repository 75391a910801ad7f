/** One line of a CSV file, split into cells. */
export interface CsvRow {
  /** 1 is the header's */
  readonly line: number;
  readonly cells: readonly string[];
}

/** A row that is not used, and why. */
export interface RefusedRow {
  readonly line: number;
  readonly reason: string;
}

/** What a file gave: what could be read, and every row that could not. */
export interface Reading<Content> {
  readonly content: Content;
  readonly refused: readonly RefusedRow[];
}
