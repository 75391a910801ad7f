import { newId } from "@wealthgraph/chassis/id";
import { requireUser, type Viewer } from "@wealthgraph/chassis/viewer";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { accountFor, viewerScope } from "./access.js";
import type { Clock, Import, ImportCounts, Work } from "./ports.js";
import { UPLOAD_TTL_MS, type UploadGrantSigner } from "./uploadGrant.js";

const FILE_NAME_LENGTH_MAX = 255;
/** An address that expired this long ago has no upload running any more, and its file waits for no mapping. */
export const STALE_AFTER_MS = 60 * 60_000;

export const NO_ROWS_YET: ImportCounts = {
  rowsTotal: 0,
  rowsNew: 0,
  rowsDuplicate: 0,
  rowsRejected: 0,
  rowsInformational: 0,
};

export interface NewImport {
  readonly accountId: string;
  readonly fileName: string;
  readonly sourceAccount: string | null;
}

export interface ImportCreated {
  readonly import: Import;
  /** Path below the endpoint to which the file is PUT, once. */
  readonly uploadUrl: string;
  readonly uploadExpiresAt: Date;
}

/** @throws {Refusal} NOT_FOUND or FORBIDDEN for the account; BAD_INPUT for the file name */
export async function createImport(
  ports: { readonly work: Work; readonly clock: Clock; readonly signer: UploadGrantSigner },
  viewer: Viewer,
  input: NewImport,
): Promise<ImportCreated> {
  const now = ports.clock();
  const fileName = fileNameOf(input.fileName);
  const sourceAccount = sourceAccountOf(input.sourceAccount);
  const item = await ports.work.within(viewerScope(viewer), async (unit) => {
    const account = await accountFor(unit, viewer, input.accountId, "write");
    await unit.imports.discardStale(account.id, new Date(now.getTime() - STALE_AFTER_MS));
    const created: Import = {
      id: newId(),
      householdId: account.householdId,
      accountId: account.id,
      status: "AWAITING_UPLOAD",
      broker: null,
      fileName,
      sourceAccount,
      progressPercent: 0,
      ...NO_ROWS_YET,
      rowsSkipped: 0,
      failure: null,
      columns: null,
      mapping: null,
      uploadExpiresAt: new Date(now.getTime() + UPLOAD_TTL_MS),
      createdAt: now,
      version: 1,
    };
    await unit.imports.add(created, requireUser(viewer));
    return created;
  });
  const { id: importId, householdId, uploadExpiresAt: expiresAt } = item;
  const token = ports.signer.sign({ importId, householdId, expiresAt });
  return { import: item, uploadUrl: `/uploads/${token}`, uploadExpiresAt: expiresAt };
}

function sourceAccountOf(number: string | null): string | null {
  if (number === null || /^[\w .*#-]{1,64}$/.test(number)) return number;
  throw new Refusal("BAD_INPUT", "sourceAccount is an account number as the file writes it");
}

/** The name is shown, never opened: control characters go, everything else is text. */
function fileNameOf(name: string): string {
  const text = name.replace(/\p{Cc}/gu, "").trim();
  if (text.length < 1 || text.length > FILE_NAME_LENGTH_MAX) {
    throw new Refusal("BAD_INPUT", `a file's name has 1 to ${FILE_NAME_LENGTH_MAX} characters`, {
      fileNameLengthMax: FILE_NAME_LENGTH_MAX,
    });
  }
  return text;
}
