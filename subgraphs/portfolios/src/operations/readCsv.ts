import { pipeline, Readable } from "node:stream";
import { CsvError, type Info, parse } from "csv-parse";
import { Refusal } from "@wealthgraph/kernel/refusal";

/** One record of a CSV file. */
export interface CsvRecord {
  /** Line of the file on which the record starts, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
  /** The record's text in the file, without the line end, line ends inside as line feeds. Data, whatever it starts with. */
  readonly raw: string;
}

/** What stands between cells, the usual one first. */
export const DELIMITERS = [",", ";", "\t"] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** A record of more bytes than this is a quote that was never closed. */
const RECORD_BYTES_MAX = 256 * 1_024;

/**
 * Splits text into CSV records as they arrive. Blank lines are passed over; the number of cells may
 * differ from record to record; a quote inside an unquoted cell is a character.
 *
 * @throws {Refusal} FILE_UNREADABLE, with the line, when a quoted cell does not end
 */
export async function* readCsv(
  text: AsyncIterable<string>,
  delimiter: Delimiter = ",",
): AsyncGenerator<CsvRecord> {
  const parser = parse({
    delimiter,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    info: true,
    raw: true,
    record_delimiter: "\n",
    max_record_size: RECORD_BYTES_MAX,
  });
  // An error of the source destroys the parser, and the loop below throws it.
  pipeline(Readable.from(lineFeedsOnly(text)), parser, () => undefined);
  try {
    // With the options info and raw, csv-parse emits exactly this shape.
    for await (const entry of parser as AsyncIterable<{
      info: Info;
      record: string[];
      raw: string;
    }>) {
      const raw = entry.raw.replace(/^\n+|\n+$/g, "");
      const lineEndsInside = raw.match(/\n/g)?.length ?? 0;
      yield { line: entry.info.lines - lineEndsInside, cells: entry.record, raw };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = Number(error["lines"] ?? 0);
    throw new Refusal("FILE_UNREADABLE", `the file is not CSV near line ${line}: ${error.code}`, {
      line,
    });
  }
}

/** Every line end as one line feed, so that lines are counted the same in every file. */
async function* lineFeedsOnly(text: AsyncIterable<string>): AsyncGenerator<string> {
  let endsWithReturn = false;
  for await (const piece of text) {
    const whole: string = endsWithReturn ? `\r${piece}` : piece;
    endsWithReturn = whole.endsWith("\r");
    const ready = endsWithReturn ? whole.slice(0, -1) : whole;
    if (ready) yield ready.replace(/\r\n?/g, "\n");
  }
  if (endsWithReturn) yield "\n";
}
