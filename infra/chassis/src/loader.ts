import DataLoader from "dataloader";

/**
 * A loader over `store.byIds`: any number of loads in one turn of the event loop is one call.
 *
 * @param byIds gives what it finds, in any order, keyed by id; what is missing loads as null
 */
export function loaderOf<Entity>(
  byIds: (ids: readonly string[]) => Promise<ReadonlyMap<string, Entity>>,
): DataLoader<string, Entity | null> {
  return new DataLoader<string, Entity | null>(
    async (ids) => {
      const found = await byIds(ids);
      return ids.map((id) => found.get(id) ?? null);
    },
    { maxBatchSize: 1_000 },
  );
}
