import { type Dispatcher, Pool } from "undici";
import { Failure } from "@wealthgraph/kernel/refusal";

export interface TransportRequest {
  readonly body: string;
  readonly headers: Record<string, string>;
  readonly timeoutMs: number;
}

export interface TransportResponse {
  readonly status: number;
  readonly text: string;
}

const ANSWER_BYTES_MAX = 64 * 1024 * 1024;

/**
 * Keep-alive connections to one subgraph. It drives undici's dispatcher directly: no Request,
 * Response, Headers or stream object is made, which is most of what the stock data source costs.
 */
export class SubgraphTransport {
  readonly #pool: Pool;
  readonly #path: string;

  /** @param url address of the subgraph's GraphQL endpoint */
  constructor(url: string, connectionsMax: number) {
    const { origin, pathname, search } = new URL(url);
    this.#path = pathname + search;
    this.#pool = new Pool(origin, {
      connections: connectionsMax,
      pipelining: 1,
      connect: { timeout: 1_500 },
      headersTimeout: 0,
      bodyTimeout: 0,
    });
  }

  /**
   * @returns the whole answer, whatever its status
   * @throws {Failure} SUBGRAPH_TIMEOUT, SUBGRAPH_ANSWER_TOO_LARGE, SUBGRAPH_UNREACHABLE
   */
  post(request: TransportRequest): Promise<TransportResponse> {
    return new Promise((resolve, reject) => {
      const exchange = new Exchange(request.timeoutMs, resolve, reject);
      const { body, headers } = request;
      this.#pool.dispatch({ method: "POST", path: this.#path, headers, body }, exchange);
    });
  }

  close(): Promise<void> {
    return this.#pool.destroy();
  }
}

class Exchange implements Dispatcher.DispatchHandler {
  readonly #chunks: Buffer[] = [];
  readonly #resolve: (response: TransportResponse) => void;
  readonly #reject: (error: Failure) => void;
  readonly #timer: NodeJS.Timeout;
  #controller: Dispatcher.DispatchController | null = null;
  #status = 0;
  #bytes = 0;
  #isSettled = false;

  constructor(
    timeoutMs: number,
    resolve: (response: TransportResponse) => void,
    reject: (error: Failure) => void,
  ) {
    this.#resolve = resolve;
    this.#reject = reject;
    this.#timer = setTimeout(() => this.#giveUp(new Failure("SUBGRAPH_TIMEOUT")), timeoutMs);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#isSettled) controller.abort(new Failure("SUBGRAPH_TIMEOUT"));
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number): void {
    this.#status = status;
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes > ANSWER_BYTES_MAX) this.#giveUp(new Failure("SUBGRAPH_ANSWER_TOO_LARGE"));
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    if (!this.#settle()) return;
    const [first] = this.#chunks;
    const whole = this.#chunks.length === 1 && first ? first : Buffer.concat(this.#chunks);
    this.#resolve({ status: this.#status, text: whole.toString("utf8") });
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    if (this.#settle()) this.#reject(new Failure("SUBGRAPH_UNREACHABLE", { cause: error }));
  }

  #giveUp(failure: Failure): void {
    if (!this.#settle()) return;
    this.#reject(failure);
    this.#controller?.abort(failure);
  }

  #settle(): boolean {
    if (this.#isSettled) return false;
    this.#isSettled = true;
    clearTimeout(this.#timer);
    return true;
  }
}
