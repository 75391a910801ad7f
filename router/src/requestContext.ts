import { randomBytes } from "node:crypto";
import type { Logger } from "@wealthgraph/chassis/logger";
import { newId } from "@wealthgraph/chassis/id";
import type { Viewer } from "@wealthgraph/chassis/viewer";

/** What lives for one request, or for one event of a subscription. */
export interface RequestContext {
  readonly viewer: Viewer;
  /** The Authorization header that goes on to the subgraphs; null for nobody. */
  readonly authorization: string | null;
  readonly requestId: string;
  /** Where the client is; subgraphs throttle sign-ins by it. null when no client asks (an event). */
  readonly clientAddress: string | null;
  /** 32 hexadecimal digits: the W3C trace this request belongs to. */
  readonly traceId: string;
  readonly log: Logger;
}

/** A request while its plan runs. */
export interface RunningContext extends RequestContext {
  /** When its subgraph requests give up, by performance.now(). */
  readonly deadlineMs: number;
  /** Time all its subgraph requests have together. */
  readonly budgetMs: number;
  /** True when an equal read that is under way may answer it too. */
  readonly sharesReads: boolean;
}

const TRACEPARENT = /^00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/;
const REQUEST_ID = /^[\w.:-]{1,64}$/;

export interface RequestHead {
  readonly traceparent?: string | undefined;
  readonly requestId?: string | undefined;
  readonly clientAddress?: string;
}

/** @param head what the caller sent; a malformed value is replaced, never passed on */
export function createRequestContext(
  viewer: Viewer,
  head: RequestHead,
  log: Logger,
): RequestContext {
  const requestId = head.requestId && REQUEST_ID.test(head.requestId) ? head.requestId : newId();
  return {
    viewer,
    authorization: viewer.token === null ? null : `Bearer ${viewer.token}`,
    requestId,
    clientAddress: head.clientAddress ?? null,
    traceId: TRACEPARENT.exec(head.traceparent ?? "")?.[1] ?? randomBytes(16).toString("hex"),
    log: log.child({ requestId }),
  };
}

/** @returns the header for one request made on behalf of the context */
export function traceparentOf(context: RequestContext): string {
  return `00-${context.traceId}-${randomBytes(8).toString("hex")}-01`;
}
