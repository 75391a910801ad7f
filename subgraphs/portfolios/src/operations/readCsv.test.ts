import { describe, expect, it } from "@jest/globals";
import { type CsvRecord, readCsv } from "./readCsv.js";

async function records(text: string, pieceLength = 5): Promise<CsvRecord[]> {
  async function* pieces() {
    for (let at = 0; at < text.length; at += pieceLength) yield text.slice(at, at + pieceLength);
  }
  const found: CsvRecord[] = [];
  for await (const record of readCsv(pieces())) found.push(record);
  return found;
}

describe("readCsv", () => {
  it.each(["\n", "\r\n", "\r"])("numbers records by the line they start on (%j)", async (end) => {
    const text = ["", "", "a,b", `1,"x${end}y"`, "", "3,4"].join(end);
    expect((await records(text)).map(({ line, cells }) => [line, ...cells])).toEqual([
      [3, "a", "b"],
      [4, "1", "x\ny"],
      [7, "3", "4"],
    ]);
  });

  it("keeps the raw text, also of cells that a spreadsheet would run", async () => {
    const raw = `=HYPERLINK("http://x"),+1,-2,@SUM(A1)`;
    expect(await records(`${raw}\n`)).toEqual([
      { line: 1, raw, cells: ['=HYPERLINK("http://x")', "+1", "-2", "@SUM(A1)"] },
    ]);
  });

  it("takes quotes inside a cell and records of different lengths", async () => {
    expect((await records('a,5 "x" y,c\nd\n')).map((r) => r.cells)).toEqual([
      ["a", '5 "x" y', "c"],
      ["d"],
    ]);
  });

  it("refuses a quote that is never closed and says where", async () => {
    await expect(records('a,b\n1,"open\n2,3\n')).rejects.toMatchObject({
      code: "FILE_UNREADABLE",
      facts: { line: 3 },
    });
  });

  it("refuses a record without an end instead of holding it", async () => {
    await expect(records(`a,b\n1,"${"z\n".repeat(200_000)}`, 65_536)).rejects.toMatchObject({
      code: "FILE_UNREADABLE",
    });
  });

  it("passes on an error of the text's source", async () => {
    async function* broken() {
      yield "a,b\n";
      throw new RangeError("source");
    }
    const reading = async () => {
      for await (const record of readCsv(broken())) expect(record.line).toBe(1);
    };
    await expect(reading()).rejects.toThrow("source");
  });
});
