import { it } from "@jest/globals";
import { addDays, date } from "@wealthgraph/kernel/calendarDate";
import { HOUSEHOLD, history } from "./ledgerNotation.js";
import { replayHousehold } from "./replay.js";
function make(nsym: number, perDay: number, losing: boolean) {
  const lines: string[] = [];
  const names = Array.from(
    { length: nsym },
    (_, i) =>
      "S" + String.fromCharCode(65 + (i % 26)) + String.fromCharCode(65 + Math.floor(i / 26)),
  );
  let d = date("2015-01-01");
  const acc = ["broker", "spouse", "ira"];
  for (let i = 0; i < 14400; i++) {
    if (i % perDay === 0) d = addDays(d, 1);
    const s = names[i % nsym];
    const a = acc[Math.floor(i / nsym) % 3];
    if (Math.floor(i / (nsym * 3)) % 3 === 2)
      lines.push(`${d} ${a} SELL 7.123 ${s} @ ${losing ? 50 : 500}`);
    else lines.push(`${d} ${a} BUY 10.5 ${s} @ ${100 + (i % 17)}.37`);
  }
  return history(...lines);
}
it("bench", () => {
  for (const [n, p, l] of [
    [40, 5, false],
    [40, 5, true],
    [1, 5, true],
    [1, 100, true],
    [1, 14400, true],
  ] as const) {
    const t = make(n, p, l);
    for (let r = 0; r < 3; r++) {
      const s = performance.now();
      const h = replayHousehold(HOUSEHOLD, t);
      console.log(
        n,
        p,
        l,
        (performance.now() - s).toFixed(0) + "ms",
        h.lots.length,
        h.realized.length,
        h.washSales.length,
      );
    }
  }
}, 120000);
