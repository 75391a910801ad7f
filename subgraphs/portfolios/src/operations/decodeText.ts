import { Refusal } from "@wealthgraph/kernel/refusal";

/** Bytes of a stored file, readable from the start as often as asked. */
export type Bytes = () => AsyncIterable<Uint8Array>;

export type TextEncoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

/** How many first bytes tell UTF-16 without a byte order mark from single-byte text. */
const PROBE_BYTES = 1_024;

/** What no text export has: control characters other than tab, form feed and line ends. */
const BINARY = /[^\P{Cc}\t\n\f\r]|[\uFFFE\uFFFF]/u;

/**
 * Decodes a file of unknown encoding.
 *
 * A byte order mark decides; without one, zero bytes in every second place mean UTF-16; else the
 * file is UTF-8 when all of it is valid UTF-8, and Windows-1252 when not. The file is read twice,
 * never held.
 *
 * @returns pieces of the text, without the byte order mark
 * @throws {Refusal} FILE_UNREADABLE when the result has characters that no text has
 */
export async function* decodeText(bytes: Bytes): AsyncGenerator<string> {
  const encoding = await detectEncoding(bytes);
  // Windows-1252 decodes every byte, and the standard's decoder drops a byte order mark.
  const decoder = new TextDecoder(encoding, { fatal: encoding !== "windows-1252" });
  const checked = (text: string): string => {
    if (BINARY.test(text)) throw unreadable();
    return text;
  };
  try {
    for await (const chunk of bytes()) {
      const text = checked(decoder.decode(chunk, { stream: true }));
      if (text) yield text;
    }
    const rest = checked(decoder.decode());
    if (rest) yield rest;
  } catch (error) {
    throw isInvalidText(error) ? unreadable() : error;
  }
}

/** The encoding `decodeText` uses for these bytes. */
export async function detectEncoding(bytes: Bytes): Promise<TextEncoding> {
  const probe = await firstBytes(bytes, PROBE_BYTES);
  if (probe[0] === 0xff && probe[1] === 0xfe) return "utf-16le";
  if (probe[0] === 0xfe && probe[1] === 0xff) return "utf-16be";
  return unmarkedUtf16(probe) ?? ((await isUtf8(bytes)) ? "utf-8" : "windows-1252");
}

/** Western text in UTF-16 has a zero in most pairs of bytes, always on the same side. */
function unmarkedUtf16(probe: Uint8Array): "utf-16le" | "utf-16be" | null {
  const most = Math.floor(probe.length / 2) * 0.8;
  const zeros = (side: 0 | 1) => probe.filter((byte, i) => byte === 0 && i % 2 === side).length;
  const [first, second] = [zeros(0), zeros(1)];
  if (most > 0 && second > most && first === 0) return "utf-16le";
  if (most > 0 && first > most && second === 0) return "utf-16be";
  return null;
}

async function firstBytes(bytes: Bytes, count: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of bytes()) {
    parts.push(chunk);
    length += chunk.length;
    if (length >= count) break;
  }
  return Buffer.concat(parts).subarray(0, count);
}

async function isUtf8(bytes: Bytes): Promise<boolean> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  try {
    for await (const chunk of bytes()) decoder.decode(chunk, { stream: true });
    decoder.decode();
    return true;
  } catch (error) {
    if (isInvalidText(error)) return false;
    throw error;
  }
}

/** What a fatal TextDecoder throws. */
function isInvalidText(error: unknown): boolean {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : null;
  return code === "ERR_ENCODING_INVALID_ENCODED_DATA";
}

function unreadable(): Refusal {
  return new Refusal(
    "FILE_UNREADABLE",
    "the file is not text in UTF-8, UTF-16 or Windows-1252; export it from the broker as CSV",
  );
}
