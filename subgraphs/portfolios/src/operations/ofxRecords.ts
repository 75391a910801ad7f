import { Refusal } from "@wealthgraph/kernel/refusal";
import { OFX_COLUMNS, OFX_OTHERS, OFX_TRADES, type OfxColumn } from "../domain/ofxColumns.js";
import type { CsvRecord } from "./readCsv.js";

const ROWS: ReadonlySet<string> = new Set([
  ...OFX_TRADES.BUY,
  ...OFX_TRADES.SELL,
  ...OFX_OTHERS,
  "SECINFO",
]);
const COLUMN_OF: ReadonlyMap<string, OfxColumn> = new Map(
  OFX_COLUMNS.map((column) => [column.toUpperCase(), column]),
);
/** A tag with its text of more characters than this is no OFX. */
const TAG_CHARACTERS_MAX = 10_000;
/** An aggregate that does not end within so many tags never does. */
const TAGS_MAX = 200;

const ENTITIES: Readonly<Record<string, string>> = {
  "&lt;": "<",
  "&gt;": ">",
  "&amp;": "&",
  "&nbsp;": " ",
  "&quot;": '"',
  "&apos;": "'",
};

interface Row {
  readonly name: string;
  readonly line: number;
  readonly fields: Map<OfxColumn, string>;
  readonly raw: string[];
}

/**
 * An OFX investment statement, version 1 (SGML, leaves without end tags) or 2 (XML): each transaction and
 * each security as a row under `OFX_COLUMNS`.
 *
 * @throws {Refusal} FILE_UNREADABLE, with the line, when tags do not end
 * @see Open Financial Exchange 2.3, section 13 (investments)
 */
export async function* ofxRecords(text: AsyncIterable<string>): AsyncGenerator<CsvRecord> {
  yield { line: 1, cells: [...OFX_COLUMNS], raw: OFX_COLUMNS.join() };
  const statement = new Statement();
  let waiting = "";
  for await (const piece of text) {
    const parts = (waiting + piece).split("<");
    waiting = parts.pop() ?? "";
    for (const part of parts) yield* statement.take(part);
    statement.refuseLong(waiting);
    if (parts.length > 0) waiting = `<${waiting}`;
  }
  if (waiting.startsWith("<")) yield* statement.take(waiting.slice(1));
  statement.end();
}

class Statement {
  #line = 1;
  #row: Row | null = null;
  /** Within ORIGCURRENCY figures are converted already: its code is not theirs. */
  #isOriginal = false;
  readonly #account: Partial<Record<OfxColumn, string>> = {};

  /** @param part `NAME>text`, or anything before the first tag */
  *take(part: string): Generator<CsvRecord> {
    this.refuseLong(part);
    const tag = /^(\/?)([A-Z0-9.]+)\s*>([^]*)$/i.exec(part);
    if (tag) {
      const [, slash, name = "", text = ""] = tag;
      const row = slash ? this.#closed(name.toUpperCase()) : this.#opened(name.toUpperCase(), text);
      if (row) yield row;
    }
    this.#line += part.match(/\n/g)?.length ?? 0;
  }

  refuseLong(part: string): void {
    if (part.length > TAG_CHARACTERS_MAX) this.#refuse("a tag does not end");
  }

  /** @throws {Refusal} FILE_UNREADABLE when the file ends within a transaction */
  end(): void {
    if (this.#row) this.#refuse(`${this.#row.name} does not end`);
  }

  #opened(name: string, text: string): null {
    if (name === "ORIGCURRENCY") this.#isOriginal = true;
    if (ROWS.has(name) && !this.#row) {
      this.#row = { name, line: this.#line, fields: new Map(), raw: [] };
    }
    const column = COLUMN_OF.get(name);
    const value = unescaped(text);
    if (this.#row) this.#keep(this.#row, name, value);
    else if (column === "curdef" || column === "acctid") this.#account[column] = value;
    return null;
  }

  #keep(row: Row, name: string, value: string): void {
    if (row.raw.push(`<${name}>${value}`) > TAGS_MAX) this.#refuse(`${row.name} does not end`);
    const column = COLUMN_OF.get(name);
    if (!column || value === "" || (column === "cursym" && this.#isOriginal)) return;
    if (!row.fields.has(column)) row.fields.set(column, value);
  }

  #closed(name: string): CsvRecord | null {
    if (name === "ORIGCURRENCY") this.#isOriginal = false;
    const row = this.#row;
    if (row?.name !== name) return null;
    this.#row = null;
    const { curdef = "", acctid = "" } = this.#account;
    const fields = new Map<OfxColumn, string>([
      ["curdef", curdef],
      ["acctid", acctid],
      ...row.fields,
      ["ofx", name],
    ]);
    const cells = OFX_COLUMNS.map((column) => fields.get(column) ?? "");
    return { line: row.line, cells, raw: row.raw.join("") };
  }

  #refuse(why: string): never {
    throw new Refusal("FILE_UNREADABLE", `the file is not OFX near line ${this.#line}: ${why}`, {
      line: this.#line,
    });
  }
}

function unescaped(text: string): string {
  return text
    .trim()
    .replace(/&(?:lt|gt|amp|nbsp|quot|apos);/g, (entity) => ENTITIES[entity] ?? entity);
}
