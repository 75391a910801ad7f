import { Migration } from "@wealthgraph/chassis/migrations";

/** Alerts on a drawdown remember the highest price since they were made. */
export class Migration005DrawdownAlerts extends Migration {
  override up(): void {
    this.addSql(`do $$
      declare found text;
      begin
        for found in select conname from pg_constraint
          where conrelid = 'market_data.alert'::regclass and contype = 'c'
            and pg_get_constraintdef(oid) like '%kind%' and pg_get_constraintdef(oid) not like '%threshold%'
        loop
          execute format('alter table market_data.alert drop constraint %I', found);
        end loop;
      end $$`);
    this.addSql(`alter table market_data.alert
      add check (kind in ('PRICE_CROSSES', 'PERCENT_CHANGE', 'DRAWDOWN', 'STALE')),
      add check ((kind in ('PRICE_CROSSES', 'DRAWDOWN')) = (reference_price is not null)),
      add check (kind <> 'DRAWDOWN' or (threshold > 0 and threshold < 100))`);
  }
}
