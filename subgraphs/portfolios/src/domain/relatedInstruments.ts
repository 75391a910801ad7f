/** A corporate action that turned one security into another, in part or whole. */
export interface InstrumentLink {
  readonly from: string;
  readonly to: string;
}

/**
 * The securities whose lots can change when those of `instruments` do: themselves, and what
 * corporate actions link them with, in either direction. Lots, gains and wash sales of a security
 * depend on no other, so that a change is replayed for these alone.
 */
export function relatedInstruments(
  instruments: Iterable<string>,
  links: readonly InstrumentLink[],
): ReadonlySet<string> {
  const neighbours = new Map<string, string[]>();
  const join = (a: string, b: string) => neighbours.set(a, [...(neighbours.get(a) ?? []), b]);
  for (const { from, to } of links) {
    join(from, to);
    join(to, from);
  }
  const related = new Set(instruments);
  // a set is walked with what is added to it on the way
  for (const instrument of related) {
    for (const other of neighbours.get(instrument) ?? []) related.add(other);
  }
  return related;
}
