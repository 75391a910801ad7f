import { describe, expect, it } from "@jest/globals";
import { type Bytes, decodeText, detectEncoding } from "./decodeText.js";

const inPieces = (bytes: Uint8Array, size: number): Bytes =>
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  };

async function textOf(bytes: Uint8Array, size = 3): Promise<string> {
  let text = "";
  for await (const piece of decodeText(inPieces(bytes, size))) text += piece;
  return text;
}

const utf16be = (text: string) => Buffer.from(text, "utf16le").swap16();

describe("decodeText", () => {
  const text = "Date,Symbol\r\n2024-01-02,Société €\n";
  it.each([
    ["UTF-8", Buffer.from(text)],
    ["UTF-8 with a byte order mark", Buffer.from(`\uFEFF${text}`)],
    ["UTF-16 little-endian with a byte order mark", Buffer.from(`\uFEFF${text}`, "utf16le")],
    ["UTF-16 big-endian with a byte order mark", utf16be(`\uFEFF${text}`)],
    ["UTF-16 little-endian without one", Buffer.from(text, "utf16le")],
    ["UTF-16 big-endian without one", utf16be(text)],
    // é is E9 and € is 80 in Windows-1252
    [
      "Windows-1252",
      Buffer.concat([
        Buffer.from("Date,Symbol\r\n2024-01-02,Soci"),
        Buffer.from([0xe9, 0x74, 0xe9, 0x20, 0x80, 0x0a]),
      ]),
    ],
  ])("reads %s, cut anywhere", async (_, bytes) => {
    for (const size of [1, 3, 1_000]) expect(await textOf(bytes, size)).toBe(text);
  });

  it("takes a file for UTF-8 only when all of it is", async () => {
    const late = Buffer.concat([Buffer.from("a,é\n".repeat(1_000)), Buffer.from([0xe9, 0x0a])]);
    expect(await detectEncoding(inPieces(late, 700))).toBe("windows-1252");
  });

  it.each([
    ["an image", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13])],
    ["a zip archive", Buffer.from([0x50, 0x4b, 3, 4, 20, 0, 6, 0, 8, 0])],
    ["a byte Windows-1252 does not define", Buffer.from([0x61, 0x2c, 0x81, 0x0a])],
    ["half a UTF-16 unit", Buffer.from([0xff, 0xfe, 0x61, 0x00, 0x62])],
    ["text with a zero character", Buffer.from("Date,Sym\0bol\n")],
  ])("refuses %s with FILE_UNREADABLE", async (_, bytes) => {
    await expect(textOf(bytes)).rejects.toMatchObject({ code: "FILE_UNREADABLE" });
  });
});
