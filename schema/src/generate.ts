import { readFile, writeFile } from "node:fs/promises";
import { apiSdl, undeclaredChanges } from "./breakingChanges.js";
import { clientTypes } from "./clientTypes.js";
import { compose } from "./compose.js";
import { refusalsPage } from "./refusalsPage.js";
import { withSettingsTable } from "./settingsTable.js";
import { printSdl, PROJECT_ROOT, SUBGRAPHS } from "./subgraphs.js";

/**
 * `npm run schema` writes the contract; `npm run schema:check` fails when what is committed differs
 * from what the code says, or when clients would break and nobody declared it;
 * `npm run schema -- --release` makes today's contract the baseline for that.
 */
const BASELINE = "schema/released.graphql";

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const read = (file: string): Promise<string> =>
  readFile(PROJECT_ROOT + file, "utf8").catch(() => "");

async function contract(): Promise<Map<string, string>> {
  const subgraphs = await Promise.all(
    SUBGRAPHS.map(async ({ name, url }) => ({ name, url, sdl: await printSdl(name) })),
  );
  const { supergraphSdl, hints } = compose(subgraphs);
  for (const hint of hints) say(`hint: ${hint}`);
  const api = apiSdl(supergraphSdl);
  return new Map([
    ...subgraphs.map(({ name, sdl }) => [`schema/${name}.graphql`, sdl] as const),
    ["schema/supergraph.graphql", supergraphSdl],
    ["schema/api.graphql", api],
    ["schema/refusals.md", refusalsPage()],
    ["README.md", await withSettingsTable(await read("README.md"))],
    ...(await clientTypes(api)),
  ]);
}

async function check(files: ReadonlyMap<string, string>): Promise<string[]> {
  const faults: string[] = [];
  for (const [file, text] of files) {
    if ((await read(file)) !== text)
      faults.push(`${file} differs from the code: run npm run schema`);
  }
  const baseline = await read(BASELINE);
  if (!baseline) return [...faults, `${BASELINE} is missing: run npm run schema -- --release`];
  const undeclared = undeclaredChanges(
    baseline,
    files.get("schema/api.graphql") ?? "",
    await read("schema/breaking-changes.md"),
  );
  return [
    ...faults,
    ...undeclared.map(
      ({ description }) =>
        `breaks clients and is not in schema/breaking-changes.md: ${description}`,
    ),
  ];
}

const files = await contract();
if (process.argv.includes("--check")) {
  const faults = await check(files);
  for (const fault of faults) say(fault);
  if (faults.length > 0) process.exitCode = 1;
  else say(`the contract is as the code says (${files.size} files)`);
} else {
  for (const [file, text] of files) await writeFile(PROJECT_ROOT + file, text);
  if (process.argv.includes("--release"))
    await writeFile(PROJECT_ROOT + BASELINE, files.get("schema/api.graphql") ?? "");
  say(`wrote ${files.size} files`);
}
