import { query, type SqlEntityManager } from "@wealthgraph/chassis/database";

/** Columns of a table with their SQL types, in the order of insertion. */
export type Columns = Readonly<Record<string, string>>;

/** Rows of one statement: some milliseconds of work between two of its awaits. */
const BATCH = 1_000;

/**
 * Inserts any number of rows with one parameter a statement: the rows as JSON, taken apart by
 * PostgreSQL. Decimals go as text, so that nothing passes through a float.
 */
export async function insertRows<C extends Columns>(
  em: SqlEntityManager,
  table: string,
  columns: C,
  rows: Iterable<Readonly<Record<keyof C, unknown>>>,
): Promise<void> {
  const names = Object.keys(columns);
  const types = names.map((name) => `${name} ${columns[name]}`).join(", ");
  const insert = (batch: readonly object[]) =>
    query(
      em,
      `insert into portfolios.${table} (${names.join(", ")})
       select ${names.join(", ")} from json_to_recordset($1::json) as r(${types})`,
      [JSON.stringify(batch)],
    );
  let batch: object[] = [];
  for (const row of rows) {
    if (batch.push(row) < BATCH) continue;
    await insert(batch);
    batch = [];
  }
  if (batch.length > 0) await insert(batch);
}

/** Rows made one at a time while they are inserted, so that never all are in memory. */
export function* rowsOf<Item, Row>(
  items: Iterable<Item>,
  toRow: (item: Item, place: number) => Row,
): Generator<Row> {
  let place = 0;
  for (const item of items) yield toRow(item, place++);
}
