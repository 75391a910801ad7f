/**
 * Counts what may have changed data: a mutation, an upload, an event that was heard. Reads of
 * different epochs are never answered by one request, so that whoever saw a change reads after it.
 */
export class ReadEpoch {
  #current = 0;

  get current(): number {
    return this.#current;
  }

  advance(): void {
    this.#current += 1;
  }
}
