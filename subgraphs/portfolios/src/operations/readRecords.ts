import { flexXmlRecords } from "./flexXmlRecords.js";
import { ofxRecords } from "./ofxRecords.js";
import { type CsvRecord, type Delimiter, readCsv } from "./readCsv.js";

/** The first characters of a file that tell what it is. */
const PROBE_CHARACTERS = 1_024;
const OFX = /^\s*(OFXHEADER\s*:|<\?OFX\b|<OFX>)|^\s*<\?xml[^>]*\?>\s*(<\?OFX\b|<OFX>)/i;

/**
 * Splits a file into records as they arrive, whatever its form: CSV, a Flex query as XML, or OFX. XML and
 * OFX become records below a header, as if they were CSV; tags we do not read give none.
 *
 * @param delimiter of a CSV; a comma when absent
 * @throws {Refusal} FILE_UNREADABLE, with the line, when the file breaks the rules of its form
 */
export async function* readRecords(
  text: AsyncIterable<string>,
  delimiter?: Delimiter,
): AsyncGenerator<CsvRecord> {
  const pieces = text[Symbol.asyncIterator]();
  let probe = "";
  while (probe.trimStart().length < PROBE_CHARACTERS) {
    const { done, value } = await pieces.next();
    if (done) break;
    probe += value;
  }
  const whole = joined(probe, pieces);
  if (OFX.test(probe)) yield* ofxRecords(whole);
  else if (/^\s*</.test(probe)) yield* flexXmlRecords(whole);
  else yield* readCsv(whole, delimiter);
}

async function* joined(first: string, rest: AsyncIterator<string>): AsyncGenerator<string> {
  yield first;
  for (let step = await rest.next(); !step.done; step = await rest.next()) yield step.value;
}
