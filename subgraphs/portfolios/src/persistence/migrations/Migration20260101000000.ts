import { Migration, outboxTable, tenantTable } from "@wealthgraph/chassis/migrations";

const SCHEMA = "portfolios";

/** Accounts and imports: rows that change, each with a version. */
const ACCOUNTS = `create table portfolios.account (
  household_id uuid not null,
  id uuid not null,
  name text not null check (length(name) between 1 and 200),
  kind text not null,
  broker text,
  owner_person_id uuid,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  cash numeric not null default 0,
  version int not null default 1,
  created_by uuid not null,
  created_at timestamptz not null,
  primary key (household_id, id)
)`;

const IMPORTS = [
  `create table portfolios.import (
    household_id uuid not null,
    id uuid not null,
    account_id uuid not null,
    status text not null check (status in
      ('AWAITING_UPLOAD', 'PARSING', 'PREVIEW', 'CONFIRMED', 'UNDONE', 'FAILED', 'DISCARDED')),
    broker text,
    file_name text not null check (length(file_name) between 1 and 255),
    source_account text,
    progress_percent int not null check (progress_percent between 0 and 100),
    rows_total int not null,
    rows_new int not null,
    rows_duplicate int not null,
    rows_rejected int not null,
    rows_informational int not null,
    rows_skipped int not null,
    failure_code text,
    failure_message text,
    upload_expires_at timestamptz not null,
    upload_claimed_at timestamptz,
    moved_at timestamptz not null default now(),
    version int not null default 1,
    created_by uuid not null,
    created_at timestamptz not null,
    primary key (household_id, id),
    foreign key (household_id, account_id) references portfolios.account (household_id, id)
  )`,
  `create index import_account on portfolios.import (household_id, account_id, created_at)`,
  `create index import_parsing on portfolios.import (moved_at) where status = 'PARSING'`,
  `create table portfolios.upload_chunk (
    household_id uuid not null,
    import_id uuid not null,
    index int not null,
    bytes bytea not null,
    primary key (household_id, import_id, index),
    foreign key (household_id, import_id) references portfolios.import (household_id, id)
  )`,
  `alter table portfolios.upload_chunk alter column bytes set storage external`,
  `create table portfolios.import_row (
    household_id uuid not null,
    import_id uuid not null,
    line int not null,
    raw text not null,
    verdict text not null check (verdict in ('NEW', 'DUPLICATE', 'REJECTED', 'INFORMATIONAL')),
    reason_code text,
    reason_message text,
    reason_facts jsonb,
    note text,
    draft jsonb,
    primary key (household_id, import_id, line),
    foreign key (household_id, import_id) references portfolios.import (household_id, id),
    check (verdict not in ('NEW', 'DUPLICATE') or draft is not null),
    check ((verdict = 'REJECTED') = (reason_code is not null))
  )`,
  `create index import_row_verdict on portfolios.import_row (household_id, import_id, verdict, line)`,
];

/**
 * The ledger: rows are added, never changed. A transaction that is taken back gets a reversal. The
 * same content may come again after that: its `generation` counts how often it was taken back.
 */
const LEDGER = [
  `create table portfolios.transaction (
    household_id uuid not null,
    id uuid not null,
    account_id uuid not null,
    import_id uuid not null,
    line int not null,
    kind text not null,
    trade_date date not null,
    trade_time text,
    settlement_date date not null,
    instrument_id text,
    symbol text,
    asset_class text,
    units numeric,
    price numeric,
    amount numeric not null,
    fees numeric not null,
    currency text not null,
    fx_rate numeric not null check (fx_rate > 0),
    description text not null,
    content_key text not null,
    occurrence int not null check (occurrence > 0),
    generation int not null check (generation >= 0),
    created_at timestamptz not null default now(),
    primary key (household_id, id),
    foreign key (household_id, account_id) references portfolios.account (household_id, id),
    foreign key (household_id, import_id) references portfolios.import (household_id, id),
    unique (household_id, account_id, content_key, occurrence, generation),
    check (units is null or instrument_id is not null)
  )`,
  `create index transaction_account on portfolios.transaction (household_id, account_id, trade_date desc, id desc)`,
  `create index transaction_import on portfolios.transaction (household_id, import_id)`,
  `create table portfolios.transaction_reversal (
    household_id uuid not null,
    transaction_id uuid not null,
    import_id uuid not null,
    reversed_at timestamptz not null default now(),
    primary key (household_id, transaction_id),
    foreign key (household_id, transaction_id) references portfolios.transaction (household_id, id)
  )`,
];

/** What the ledger comes to: replaced whenever it changes. */
const HOLDINGS = [
  `create table portfolios.position (
    household_id uuid not null,
    id uuid not null,
    account_id uuid not null,
    instrument_id text not null,
    symbol text not null,
    units numeric not null check (units > 0),
    cost numeric not null check (cost >= 0),
    currency text not null,
    primary key (household_id, id),
    unique (household_id, account_id, instrument_id),
    foreign key (household_id, account_id) references portfolios.account (household_id, id)
  )`,
  `create index position_symbol on portfolios.position (household_id, symbol, id)`,
  `create index position_instrument on portfolios.position (household_id, instrument_id)`,
  `create table portfolios.lot (
    household_id uuid not null,
    id uuid not null,
    position_id uuid not null,
    account_id uuid not null,
    instrument_id text not null,
    place int not null,
    key text not null,
    purchase_id uuid not null,
    purchased_on date not null,
    acquired_on date not null,
    sequence int not null,
    units numeric not null check (units > 0),
    cost numeric not null check (cost >= 0),
    disallowed_loss numeric not null check (disallowed_loss >= 0),
    currency text not null,
    is_cost_known boolean not null,
    is_purchase boolean not null,
    is_replacement boolean not null,
    primary key (household_id, id),
    unique (household_id, key),
    foreign key (household_id, position_id) references portfolios.position (household_id, id)
  )`,
  `create index lot_position on portfolios.lot (household_id, position_id, place)`,
  `create index lot_instrument on portfolios.lot (household_id, instrument_id)`,
];

const SNAPSHOTS = [
  `create table portfolios.snapshot (
    household_id uuid not null,
    day date not null,
    value numeric not null,
    cash numeric not null,
    cost numeric not null,
    is_estimated boolean not null,
    calculation_version int not null,
    calculated_at timestamptz not null default now(),
    primary key (household_id, day)
  ) partition by range (day)`,
  // The months a history needs are not known beforehand, and the application role makes no tables:
  // this function of the owner makes one month, and nothing else can be asked of it. The table is
  // made apart and attached, so that readers of other months do not wait.
  `create function portfolios.ensure_snapshot_month(month_of date) returns void
   language plpgsql security definer set search_path = pg_catalog as $body$
   declare
     starts date := date_trunc('month', month_of)::date;
     ends date := (starts + interval '1 month')::date;
     part text := 'snapshot_' || to_char(starts, 'YYYYMM');
   begin
     if starts < date '1900-01-01' or starts >= date '2201-01-01' then
       raise exception 'month out of range';
     end if;
     if to_regclass('portfolios.' || part) is not null then return; end if;
     perform pg_advisory_xact_lock(hashtextextended('portfolios.snapshot_month', 0));
     if to_regclass('portfolios.' || part) is not null then return; end if;
     execute format('create table portfolios.%I (like portfolios.snapshot including all)', part);
     execute format('alter table portfolios.%I enable row level security', part);
     execute format('alter table portfolios.%I force row level security', part);
     execute format('alter table portfolios.snapshot attach partition portfolios.%I for values from (%L) to (%L)', part, starts, ends);
   end $body$`,
  `revoke all on function portfolios.ensure_snapshot_month(date) from public`,
  `grant execute on function portfolios.ensure_snapshot_month(date) to wealthgraph_portfolios`,
];

const APPEND_ONLY = { privileges: "select, insert" };

/** The whole first schema of portfolios. */
export class Migration20260101000000 extends Migration {
  override up(): void {
    const statements = [
      ACCOUNTS,
      ...IMPORTS,
      ...LEDGER,
      ...HOLDINGS,
      ...SNAPSHOTS,
      // the system role learns which households there are and which imports stand still, nothing more
      ...tenantTable(SCHEMA, "account", {
        privileges: "select, insert, update",
        systemPrivileges: "select (household_id)",
      }),
      ...tenantTable(SCHEMA, "import", {
        privileges: "select, insert, update",
        systemPrivileges: "select (household_id, id, status, moved_at, rows_total)",
      }),
      ...tenantTable(SCHEMA, "upload_chunk", { privileges: "select, insert, delete" }),
      ...tenantTable(SCHEMA, "import_row"),
      ...tenantTable(SCHEMA, "transaction", APPEND_ONLY),
      ...tenantTable(SCHEMA, "transaction_reversal", APPEND_ONLY),
      ...tenantTable(SCHEMA, "position", { privileges: "select, insert, delete" }),
      ...tenantTable(SCHEMA, "lot", { privileges: "select, insert, delete" }),
      ...tenantTable(SCHEMA, "snapshot", { privileges: "select, insert, delete" }),
      ...outboxTable(SCHEMA),
    ];
    for (const statement of statements) this.addSql(statement);
  }
}
