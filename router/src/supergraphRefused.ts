/** The supergraph cannot be served safely; the process does not start. */
export class SupergraphRefused extends Error {
  override readonly name = "SupergraphRefused";

  constructor(reason: string, options: { readonly cause?: unknown } = {}) {
    super(`supergraph refused: ${reason}`, options);
  }
}
