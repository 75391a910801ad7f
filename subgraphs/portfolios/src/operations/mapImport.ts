import { newId } from "@wealthgraph/chassis/id";
import { requireUser, type Viewer } from "@wealthgraph/chassis/viewer";
import { Refusal } from "@wealthgraph/kernel/refusal";
import {
  headerKey,
  type ImportMapping,
  mappingFor,
  type MappingDraft,
} from "../domain/importMapping.js";
import { importFor, importMappingFor, viewerScope } from "./access.js";
import { changedMeanwhile, notReady } from "./confirmImport.js";
import { NO_ROWS_YET, STALE_AFTER_MS } from "./createImport.js";
import type { Clock, Import, ImportNews, StoredMapping, Unit, Work } from "./ports.js";

/** Mappings a household can keep. */
export const MAPPINGS_MAX = 100;

export interface MapRequest {
  readonly importId: string;
  readonly mapping: MappingDraft;
  /** True to read the next file with the same columns in the same way. */
  readonly remember: boolean;
}

/**
 * Reads the file of an import again, as the mapping says. Possible while its layout is unknown, and again
 * while it is a preview, until the file is forgotten: an hour after the upload address expired.
 *
 * @throws {Refusal} IMPORT_NOT_READY for a file with a known layout, a booked import or a forgotten file;
 *   MAPPING_INVALID as `mappingFor`; BAD_INPUT when the household keeps as many mappings as it can
 */
export async function mapImport(
  ports: { readonly work: Work; readonly news: ImportNews; readonly clock: Clock },
  viewer: Viewer,
  { importId, mapping: draft, remember }: MapRequest,
): Promise<Import> {
  const parsing = await ports.work.within(viewerScope(viewer), async (unit) => {
    const item = await importFor(unit, viewer, importId, "write");
    const isMappable = item.status === "FAILED" || item.status === "PREVIEW";
    if (!isMappable || !item.columns) throw notReady(item, "FAILED with LAYOUT_UNKNOWN");
    const mapping = mappingFor(
      draft,
      item.columns.map(({ name }) => name),
    );
    const keptUntil = item.uploadExpiresAt.getTime() + STALE_AFTER_MS;
    if (ports.clock().getTime() > keptUntil || (await unit.imports.uploadedBytes(item.id)) === 0) {
      throw notReady(item, "a file that is kept: upload it again");
    }
    if (remember) await keep(unit, viewer, item.householdId, mapping);
    await unit.imports.removeRows(item.id);
    const after: Import = {
      ...item,
      ...NO_ROWS_YET,
      status: "PARSING",
      broker: null,
      progressPercent: 0,
      failure: null,
      mapping,
    };
    if (!(await unit.imports.update(after))) throw changedMeanwhile();
    await unit.enqueueParse({ householdId: item.householdId, importId: item.id });
    return { ...after, version: item.version + 1 };
  });
  await ports.news.importMoved(parsing.id);
  return parsing;
}

async function keep(
  unit: Pick<Unit, "mappings">,
  viewer: Viewer,
  householdId: string,
  mapping: ImportMapping,
): Promise<void> {
  const key = headerKey(mapping.header);
  const others = (await unit.mappings.ofHouseholds([householdId])).filter(
    (one) => headerKey(one.mapping.header) !== key,
  );
  if (others.length >= MAPPINGS_MAX) {
    throw new Refusal("BAD_INPUT", `a household keeps at most ${MAPPINGS_MAX} mappings`, {
      mappingsMax: MAPPINGS_MAX,
    });
  }
  await unit.mappings.put({ id: newId(), householdId, mapping }, requireUser(viewer));
}

/** Forgets a mapping; what was imported with it stays. @throws {Refusal} NOT_FOUND */
export function removeImportMapping(
  work: Work,
  viewer: Viewer,
  id: string,
): Promise<StoredMapping> {
  return work.within(viewerScope(viewer), async (unit) => {
    const stored = await importMappingFor(unit, viewer, id, "write");
    await unit.mappings.remove(stored.id);
    return stored;
  });
}
