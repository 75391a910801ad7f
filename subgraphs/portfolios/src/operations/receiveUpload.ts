import { isId } from "@wealthgraph/chassis/id";
import { Refusal } from "@wealthgraph/kernel/refusal";
import type { Clock, ImportNews, Scope, Work } from "./ports.js";
import { type UploadGrantSigner, uploadInvalid } from "./uploadGrant.js";

/** Largest file that is taken. */
export const UPLOAD_BYTES_MAX = 32 * 1_024 * 1_024;
/** Size of the pieces a file is stored in, and the most of it that is in memory at once. */
export const CHUNK_BYTES = 256 * 1_024;

export interface UploadPorts {
  readonly work: Work;
  readonly clock: Clock;
  readonly signer: UploadGrantSigner;
  readonly news: ImportNews;
}

export interface Upload {
  readonly token: string;
  /** As the sender says; null when it does not. */
  readonly bytesAnnounced: number | null;
  readonly body: AsyncIterable<Uint8Array>;
}

/**
 * Stores the file of one import in pieces as it arrives, then hands it to the parser.
 *
 * One sender gets the right to upload. When the file is refused or the sender goes away, what came
 * is forgotten and the address can be tried again until it expires.
 *
 * @returns the import's id
 * @throws {Refusal} UPLOAD_INVALID for a token that is forged, expired or used; UPLOAD_TOO_LARGE as
 *   soon as the limit is passed, or announced to be; UPLOAD_EMPTY
 */
export async function receiveUpload(ports: UploadPorts, upload: Upload): Promise<string> {
  const { importId, householdId } = ports.signer.verify(upload.token, ports.clock());
  if (!isId(importId) || !isId(householdId)) throw uploadInvalid();
  if (upload.bytesAnnounced !== null && upload.bytesAnnounced > UPLOAD_BYTES_MAX) throw tooLarge();
  const scope: Scope = { householdIds: [householdId] };
  const claimed = await ports.work.within(scope, (unit) => unit.imports.claimUpload(importId));
  if (!claimed) throw uploadInvalid();
  try {
    let index = 0;
    for await (const piece of pieces(upload.body)) {
      const at = index++;
      await ports.work.within(scope, (unit) => unit.imports.addChunk(importId, at, piece));
    }
    if (index === 0) throw new Refusal("UPLOAD_EMPTY", "the file has no bytes");
    await startParsing(ports.work, scope, importId);
  } catch (error) {
    await ports.work.within(scope, (unit) => unit.imports.releaseUpload(importId));
    throw error;
  }
  await ports.news.importMoved(importId);
  return importId;
}

async function startParsing(work: Work, scope: Scope, importId: string): Promise<void> {
  await work.within(scope, async (unit) => {
    const item = (await unit.imports.byIds([importId])).get(importId);
    if (item?.status !== "AWAITING_UPLOAD") throw uploadInvalid();
    const parsing = { ...item, status: "PARSING" as const };
    if (!(await unit.imports.update(parsing))) throw uploadInvalid();
    await unit.enqueueParse({ householdId: item.householdId, importId });
  });
}

/** The body cut into pieces of `CHUNK_BYTES`, the last one shorter. */
async function* pieces(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  let bytes = 0;
  for await (const part of body) {
    bytes += part.length;
    if (bytes > UPLOAD_BYTES_MAX) throw tooLarge();
    waiting.push(part);
    waitingBytes += part.length;
    while (waitingBytes >= CHUNK_BYTES) {
      const joined = Buffer.concat(waiting);
      yield joined.subarray(0, CHUNK_BYTES);
      waiting = [joined.subarray(CHUNK_BYTES)];
      waitingBytes -= CHUNK_BYTES;
    }
  }
  if (waitingBytes > 0) yield Buffer.concat(waiting);
}

function tooLarge(): Refusal {
  return new Refusal("UPLOAD_TOO_LARGE", `a file has at most ${UPLOAD_BYTES_MAX} bytes`, {
    bytesMax: UPLOAD_BYTES_MAX,
  });
}
