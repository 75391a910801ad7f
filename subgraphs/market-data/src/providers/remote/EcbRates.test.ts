import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { date } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import type { FxRate } from "../../domain/euroRates.js";
import { EcbRates, readRates } from "./EcbRates.js";

const XML = `<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
	<gesmes:subject>Reference rates</gesmes:subject>
	<gesmes:Sender><gesmes:name>European Central Bank</gesmes:name></gesmes:Sender>
	<Cube>
		<Cube time='2026-11-20'>
			<Cube currency='USD' rate='1.25'/>
			<Cube currency='JPY' rate='160'/>
		</Cube>
	</Cube>
</gesmes:Envelope>`;
const CSV = `KEY,FREQ,CURRENCY,CURRENCY_DENOM,EXR_TYPE,EXR_SUFFIX,TIME_PERIOD,OBS_VALUE,OBS_STATUS
EXR.D.JPY.EUR.SP00.A,D,JPY,EUR,SP00,A,2026-11-20,160,A
EXR.D.USD.EUR.SP00.A,D,USD,EUR,SP00,A,2026-11-20,1.25,A
EXR.D.RUB.EUR.SP00.A,D,RUB,EUR,SP00,A,2022-03-01,117.201,A
`;
const USD_JPY = { base: "USD", quote: "JPY" };

let answer: (response: ServerResponse) => void;
let asked = 0;
const server = createServer((_request, response) => {
  asked += 1;
  answer(response);
});
let url = "";
beforeAll(async () => {
  await new Promise<void>((resume) => server.listen(0, "127.0.0.1", resume));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/eurofxref-daily.xml`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe("readRates", () => {
  it.each([
    { form: "eurofxref-daily.xml", text: XML },
    { form: "csvdata of the data portal", text: CSV },
  ])("reads $form", ({ text }) => {
    expect(readRates(text)).toEqual({
      source: "European Central Bank",
      dates: ["2026-11-20"],
      columns: expect.any(Map),
      figures: [text === XML ? ["1.25", "160"] : ["160", "1.25"]],
    });
  });

  it.each([
    { what: "truncated XML", text: XML.slice(0, XML.length - 30) },
    { what: "HTML", text: "<html><body>Maintenance</body></html>" },
    { what: "nothing", text: "" },
    { what: "text", text: "1.25" },
    { what: "a negative rate", text: XML.replace("1.25", "-1.25") },
    { what: "a rate of 0", text: XML.replace("1.25", "0") },
    { what: "a day that does not exist", text: XML.replace("2026-11-20", "2026-02-30") },
    { what: "a table of one rate", text: XML.replace("<Cube currency='JPY' rate='160'/>", "") },
    { what: "a truncated line", text: CSV.slice(0, CSV.indexOf("RUB,EUR") + 3) },
    { what: "rates of another base", text: CSV.replace("USD,EUR", "USD,GBP") },
  ])("calls $what GARBAGE", ({ text }) => {
    expect(() => readRates(text)).toThrow(expect.objectContaining({ kind: "GARBAGE" }));
  });
});

describe("EcbRates", () => {
  const filed: FxRate = {
    ...USD_JPY,
    rate: new Decimal(99),
    on: date("2026-11-19"),
    source: "file",
  };
  const open = (failures: unknown[] = []) => {
    const world = { nowMs: 0 };
    const rates = new EcbRates(
      { rate: () => Promise.resolve(filed) },
      {
        url,
        timeoutMs: 5_000,
        nowMs: () => world.nowMs,
        random: () => 0,
        sleep: () => Promise.resolve(),
        onFailure: (error) => failures.push(error),
      },
    );
    return { rates, world };
  };

  it("has today's rate over the file's, the file's of earlier days, and asks every six hours", async () => {
    answer = (response) => response.end(XML);
    asked = 0;
    const { rates, world } = open();
    await rates.refresh();
    expect(await rates.rate(USD_JPY, date("2026-11-22"))).toEqual({
      ...USD_JPY,
      rate: new Decimal(128), // 160 / 1.25
      on: "2026-11-20",
      source: "European Central Bank",
    });
    expect(await rates.rate(USD_JPY, date("2026-11-19"))).toEqual(filed);
    world.nowMs += 6 * 3_600_000 - 1;
    await rates.refresh();
    expect(asked).toBe(1);
    world.nowMs += 1;
    await rates.refresh();
    expect(asked).toBe(2);
  });

  it.each([
    { what: "is down", kind: "SERVER_ERROR", status: 503, body: "" },
    { what: "answers HTML", kind: "GARBAGE", status: 200, body: "<html></html>" },
    { what: "has moved away", kind: "REFUSED", status: 404, body: "" },
  ])("serves the file when the bank $what, and says so", async ({ kind, status, body }) => {
    answer = (response) => {
      response.statusCode = status;
      response.end(body);
    };
    const failures: unknown[] = [];
    const { rates } = open(failures);
    await rates.refresh();
    expect(await rates.rate(USD_JPY, date("2026-11-22"))).toEqual(filed);
    expect(failures[0]).toMatchObject({ kind });
  });
});
