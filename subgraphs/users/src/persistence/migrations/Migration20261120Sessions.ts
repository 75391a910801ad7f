import { globalTable, Migration } from "@wealthgraph/chassis/migrations";

/** Sessions that their owner sees and ends; a password that can be changed. */
export class Migration20261120Sessions extends Migration {
  override up(): void {
    const statements = [
      `alter table users.session_family
         add column device text check (length(device) <= 100),
         drop constraint session_family_end_reason_check,
         add constraint session_family_end_reason_check check
           (end_reason in ('SIGNED_OUT', 'REUSED', 'ENDED_ELSEWHERE', 'PASSWORD_CHANGED'))`,
      ...globalTable("users", "credential", "update (password_hash)"),
    ];
    for (const sql of statements) this.addSql(sql);
  }
}
