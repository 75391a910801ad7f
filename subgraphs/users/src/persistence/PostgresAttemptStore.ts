import { query, type SqlEntityManager } from "@wealthgraph/chassis/database";
import { invariant } from "@wealthgraph/kernel/refusal";
import { ATTEMPT_WINDOW_MINUTES, type AttemptWindow } from "../domain/attemptWindow.js";
import type { AttemptStore } from "../operations/ports.js";

const ATTEMPTS_COUNTED_MAX = 1_000_000; // keeps a flood inside the column's type

/** Counts of attempts, over all copies of the process. */
export class PostgresAttemptStore implements AttemptStore {
  constructor(private readonly em: SqlEntityManager) {}

  /** countAttempt of the domain as one statement, so that attempts at once are all counted. */
  async count(key: string, now: Date): Promise<AttemptWindow> {
    const [row] = await query<{ started_at: Date; attempts: number }>(
      this.em,
      `insert into users.attempt_window as w (key, started_at, attempts) values ($1, $2, 1)
       on conflict (key) do update set
         started_at = case when w.started_at <= $3 then $2 else w.started_at end,
         attempts = case when w.started_at <= $3 then 1
           else least(w.attempts + 1, ${ATTEMPTS_COUNTED_MAX}) end
       returning started_at, attempts`,
      [key, now, new Date(now.getTime() - ATTEMPT_WINDOW_MINUTES * 60_000)],
    );
    invariant(row, "counting returns the count");
    return { startedAt: row.started_at, attempts: row.attempts };
  }

  async clear(key: string): Promise<void> {
    await query(this.em, "delete from users.attempt_window where key = $1", [key]);
  }

  async giveBack(key: string): Promise<void> {
    await query(
      this.em,
      "update users.attempt_window set attempts = greatest(attempts - 1, 0) where key = $1",
      [key],
    );
  }

  async removeStartedBefore(instant: Date): Promise<number> {
    const removed = await query(
      this.em,
      "delete from users.attempt_window where started_at < $1 returning key",
      [instant],
    );
    return removed.length;
  }
}
