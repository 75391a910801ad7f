import { createHash } from "node:crypto";
import { print } from "graphql";
import type { Viewer } from "@wealthgraph/chassis/viewer";
import type { PreparedOperation, Variables } from "./graph.js";
import { type Feed, SharedSubscription, type SubscriptionParts } from "./sharedSubscription.js";
import { UpstreamClients } from "./upstreamClients.js";
import { expiresAtMs } from "./viewerReader.js";

export interface Subscription {
  readonly feed: Feed;
  readonly shared: SharedSubscription;
}

/**
 * Finds the subscription that equal clients share: same operation, same variables, same
 * authorization (user, households with roles, scopes).
 */
export class SubscriptionHub {
  readonly #parts: SubscriptionParts;
  readonly #shared = new Map<string, SharedSubscription>();
  readonly #freshest = new Map<string, Viewer>();
  readonly #operations = new WeakMap<PreparedOperation, string>();

  constructor(parts: Omit<SubscriptionParts, "clients">) {
    this.#parts = { ...parts, clients: new UpstreamClients() };
  }

  /** Subscriptions at subgraphs that are open now. */
  get upstreams(): number {
    return this.#shared.size;
  }

  /** @param given variables that passed validation; undeclared ones are ignored, as GraphQL says */
  subscribe(prepared: PreparedOperation, given: Variables, viewer: Viewer): Subscription {
    const variables = declaredOf(prepared, given);
    const scope = authorizationScope(viewer);
    const known = this.#freshest.get(scope);
    if (!known || expiresAtMs(viewer) >= expiresAtMs(known)) this.#freshest.set(scope, viewer);
    const key = `${scope}\n${this.#operation(prepared)}\n${canonicalJson(variables)}`;
    const running = this.#shared.get(key);
    if (running) return { shared: running, feed: running.join() };
    const shared: SharedSubscription = new SharedSubscription({
      parts: this.#parts,
      prepared,
      variables,
      scope,
      viewer: () => this.#freshest.get(scope) ?? viewer,
      onEnd: () => this.#forget(key, scope, shared),
    });
    this.#shared.set(key, shared);
    return { shared, feed: shared.join() };
  }

  /** Ends every subscription; each client hears that it is complete. */
  close(): void {
    for (const shared of this.#shared.values()) shared.close();
  }

  #forget(key: string, scope: string, shared: SharedSubscription): void {
    if (this.#shared.get(key) === shared) this.#shared.delete(key);
    const isScopeUsed = [...this.#shared.keys()].some((other) => other.startsWith(`${scope}\n`));
    if (!isScopeUsed) this.#freshest.delete(scope);
  }

  #operation(prepared: PreparedOperation): string {
    const known = this.#operations.get(prepared);
    if (known) return known;
    const hash = createHash("sha256").update(print(prepared.planned)).digest("hex");
    this.#operations.set(prepared, hash);
    return hash;
  }
}

function declaredOf({ parts }: PreparedOperation, given: Variables): Variables {
  const names = (parts.operation.variableDefinitions ?? []).map((d) => d.variable.name.value);
  return Object.fromEntries(
    names.filter((name) => Object.hasOwn(given, name)).map((name) => [name, given[name]]),
  );
}

/** @returns one text for all tokens that give the same rights to the same user */
function authorizationScope(viewer: Viewer): string {
  const { kind, userId, households, scopes } = viewer;
  const roles = [...households].map(([household, role]) => `${household} ${role}`).toSorted();
  const rights = [kind, userId, roles, [...scopes].toSorted()];
  return createHash("sha256").update(JSON.stringify(rights)).digest("hex");
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
