import { collectDefaultMetrics, Registry } from "prom-client";

/** What a process tells Prometheus: its own health. */
export class Metrics {
  readonly registry = new Registry();
  constructor(process: string) {
    this.registry.setDefaultLabels({ process });
    collectDefaultMetrics({ register: this.registry });
  }

  async read(): Promise<{ readonly contentType: string; readonly text: string }> {
    return { contentType: this.registry.contentType, text: await this.registry.metrics() };
  }
}
