import { query, type SqlEntityManager } from "@wealthgraph/chassis/database";

/** Columns of a table with their SQL types, in the order of insertion. */
export type Columns = Readonly<Record<string, string>>;

const BATCH = 2_000;

/**
 * Inserts any number of rows with one parameter a statement: the rows as JSON, taken apart by
 * PostgreSQL. Decimals go as text, so that nothing passes through a float.
 */
export async function insertRows<C extends Columns>(
  em: SqlEntityManager,
  table: string,
  columns: C,
  rows: readonly Readonly<Record<keyof C, unknown>>[],
): Promise<void> {
  const names = Object.keys(columns);
  const types = names.map((name) => `${name} ${columns[name]}`).join(", ");
  for (let at = 0; at < rows.length; at += BATCH) {
    await query(
      em,
      `insert into portfolios.${table} (${names.join(", ")})
       select ${names.join(", ")} from json_to_recordset($1::json) as r(${types})`,
      [JSON.stringify(rows.slice(at, at + BATCH))],
    );
  }
}
