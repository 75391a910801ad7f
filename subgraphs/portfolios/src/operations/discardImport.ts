import type { Viewer } from "@wealthgraph/chassis/viewer";
import { importFor, viewerScope } from "./access.js";
import { changedMeanwhile, notReady } from "./confirmImport.js";
import { NO_ROWS_YET } from "./createImport.js";
import type { Import, ImportNews, ImportStatus, Work } from "./ports.js";

/** Before anything is booked, and after it failed. */
const DISCARDABLE: ReadonlySet<ImportStatus> = new Set<ImportStatus>([
  "AWAITING_UPLOAD",
  "PARSING",
  "PREVIEW",
  "FAILED",
]);

/**
 * Gives an import up and forgets its file.
 *
 * @throws {Refusal} IMPORT_NOT_READY when it is booked, undone or discarded
 */
export async function discardImport(
  ports: { readonly work: Work; readonly news: ImportNews },
  viewer: Viewer,
  importId: string,
): Promise<Import> {
  const discarded = await ports.work.within(viewerScope(viewer), async (unit) => {
    const item = await importFor(unit, viewer, importId, "write");
    if (!DISCARDABLE.has(item.status)) throw notReady(item, [...DISCARDABLE].join(", "));
    const after: Import = { ...item, ...NO_ROWS_YET, status: "DISCARDED" };
    if (!(await unit.imports.update(after))) throw changedMeanwhile();
    await unit.imports.removeChunks(item.id);
    await unit.imports.removeRows(item.id);
    return { ...after, version: item.version + 1 };
  });
  await ports.news.importMoved(discarded.id);
  return discarded;
}
