import type { SqlEntityManager } from "@wealthgraph/chassis/database";
import type { JobQueue } from "@wealthgraph/chassis/jobs";
import { publishEvent } from "@wealthgraph/chassis/outbox";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { ChangeReason, ParseJob, Unit } from "../operations/ports.js";
import { PostgresAccountStore } from "./PostgresAccountStore.js";
import { PostgresDisposalStore } from "./PostgresDisposalStore.js";
import { PostgresHistoryStore } from "./PostgresHistoryStore.js";
import { PostgresHoldingStore } from "./PostgresHoldingStore.js";
import { PostgresImportStore } from "./PostgresImportStore.js";
import { PostgresLedgerStore } from "./PostgresLedgerStore.js";
import { PostgresLotMethodStore } from "./PostgresLotMethodStore.js";
import { PostgresMappingStore } from "./PostgresMappingStore.js";
import { PostgresSnapshotStore } from "./PostgresSnapshotStore.js";

export const PARSE_QUEUE = "portfolios.parse-import";
export const SNAPSHOT_QUEUE = "portfolios.take-snapshots";
/** Asks for one snapshot job a household. */
export const SNAPSHOT_ALL_QUEUE = "portfolios.take-all-snapshots";

export type Enqueue = Pick<JobQueue, "enqueue">;

/** The stores of one transaction. Every statement names the households, before row-level security does. */
export class PostgresUnit implements Unit {
  readonly accounts: PostgresAccountStore;
  readonly imports: PostgresImportStore;
  readonly mappings: PostgresMappingStore;
  readonly ledger: PostgresLedgerStore;
  readonly history: PostgresHistoryStore;
  readonly holdings: PostgresHoldingStore;
  readonly lotMethods: PostgresLotMethodStore;
  readonly disposals: PostgresDisposalStore;
  readonly snapshots: PostgresSnapshotStore;
  readonly #em: SqlEntityManager;
  readonly #jobs: Enqueue;

  constructor(em: SqlEntityManager, jobs: Enqueue, households: readonly string[]) {
    this.#em = em;
    this.#jobs = jobs;
    this.accounts = new PostgresAccountStore(em, households);
    this.imports = new PostgresImportStore(em, households);
    this.mappings = new PostgresMappingStore(em, households);
    this.history = new PostgresHistoryStore(em, households);
    this.ledger = new PostgresLedgerStore(em, households);
    this.lotMethods = new PostgresLotMethodStore(em, households);
    this.holdings = new PostgresHoldingStore(em, households);
    this.disposals = new PostgresDisposalStore(em, households);
    this.snapshots = new PostgresSnapshotStore(em, households);
  }

  portfolioChanged(householdId: string, reason: ChangeReason): Promise<void> {
    return publishEvent(this.#em, "portfolios", {
      householdId,
      type: "portfolio.changed",
      data: { reason },
    });
  }

  enqueueParse(job: ParseJob): Promise<void> {
    return this.#jobs.enqueue(this.#em, PARSE_QUEUE, job, { priority: "high" });
  }

  enqueueSnapshots(householdId: string, from: CalendarDate | null): Promise<void> {
    return this.#jobs.enqueue(this.#em, SNAPSHOT_QUEUE, { householdId, from });
  }
}
