import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from "prom-client";

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5];

/** What the router counts; `/metrics` prints it. */
export class RouterMetrics {
  readonly registry = new Registry();
  readonly requestSeconds = new Histogram({
    name: "wealthgraph_router_request_seconds",
    help: "Time to answer one operation.",
    labelNames: ["transport", "status"],
    buckets: SECONDS,
    registers: [this.registry],
  });
  readonly subgraphSeconds = new Histogram({
    name: "wealthgraph_router_subgraph_seconds",
    help: "Time one subgraph took to answer one request.",
    labelNames: ["subgraph", "outcome"],
    buckets: SECONDS,
    registers: [this.registry],
  });
  readonly sharedReads = new Counter({
    name: "wealthgraph_router_shared_reads_total",
    help: "Reads answered by an equal one that was under way.",
    labelNames: ["subgraph"],
    registers: [this.registry],
  });
  readonly refusals = new Counter({
    name: "wealthgraph_router_refusals_total",
    help: "Errors sent to clients, by code.",
    labelNames: ["code"],
    registers: [this.registry],
  });
  readonly plans = new Counter({
    name: "wealthgraph_router_plans_total",
    help: "Operations that had to be planned.",
    registers: [this.registry],
  });
  readonly sockets = new Gauge({
    name: "wealthgraph_router_sockets",
    help: "Open WebSockets of clients.",
    registers: [this.registry],
  });
  readonly subscriptions = new Gauge({
    name: "wealthgraph_router_subscriptions",
    help: "Running subscriptions of clients.",
    registers: [this.registry],
  });
  readonly upstreams = new Gauge({
    name: "wealthgraph_router_upstreams",
    help: "Subscriptions at subgraphs, each shared by all equal ones of clients.",
    registers: [this.registry],
  });
  readonly events = new Counter({
    name: "wealthgraph_router_events_total",
    help: "Events received from subgraphs.",
    labelNames: ["field"],
    registers: [this.registry],
  });

  /** @param options withProcess: also what Node says about the process */
  constructor(options: { readonly withProcess: boolean }) {
    if (options.withProcess) collectDefaultMetrics({ register: this.registry });
  }
}
