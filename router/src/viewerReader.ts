import { decodeJwt } from "jose";
import { ANONYMOUS, type Viewer } from "@wealthgraph/chassis/viewer";

/** Says who sent a request. */
export interface ViewerReader {
  /**
   * @param authorization the header's value; absent means anonymous
   * @throws {Refusal} UNAUTHENTICATED for a token that is expired, forged or not ours
   */
  viewerOf(authorization: string | undefined): Promise<Viewer>;
}

/** Everyone is anonymous and the header goes on untouched: for conformance suites. */
export class NobodyReader implements ViewerReader {
  viewerOf(): Promise<Viewer> {
    return Promise.resolve(ANONYMOUS);
  }
}

/** @returns when the viewer's token expires, in milliseconds since 1970; Infinity without a token */
export function expiresAtMs(viewer: Viewer): number {
  if (viewer.token === null) return Number.POSITIVE_INFINITY;
  const { exp } = decodeJwt(viewer.token); // verified when the viewer was read
  return exp === undefined ? Number.POSITIVE_INFINITY : exp * 1_000;
}
