import { readFile, writeFile } from "node:fs/promises";
import { apiSdl, undeclaredChanges } from "./breakingChanges.js";
import { compose } from "./compose.js";
import { refusalsPage } from "./refusalsPage.js";
import { printSdl, PROJECT_ROOT, SUBGRAPHS } from "./subgraphs.js";

/**
 * `npm run schema` writes the contract; `npm run schema:check` fails when what is committed differs
 * from what the code says, or when clients would break and nobody declared it;
 * `npm run schema -- --release` makes today's contract the baseline for that.
 */
const FOLDER = `${PROJECT_ROOT}schema/`;
const BASELINE = "released.graphql";

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const read = (file: string): Promise<string> => readFile(FOLDER + file, "utf8").catch(() => "");

async function contract(): Promise<Map<string, string>> {
  const subgraphs = await Promise.all(
    SUBGRAPHS.map(async ({ name, url }) => ({ name, url, sdl: await printSdl(name) })),
  );
  const { supergraphSdl, hints } = compose(subgraphs);
  for (const hint of hints) say(`hint: ${hint}`);
  return new Map([
    ...subgraphs.map(({ name, sdl }) => [`${name}.graphql`, sdl] as const),
    ["supergraph.graphql", supergraphSdl],
    ["api.graphql", apiSdl(supergraphSdl)],
    ["refusals.md", refusalsPage()],
  ]);
}

async function check(files: ReadonlyMap<string, string>): Promise<string[]> {
  const faults: string[] = [];
  for (const [file, text] of files) {
    if ((await read(file)) !== text)
      faults.push(`schema/${file} differs from the code: run npm run schema`);
  }
  const baseline = await read(BASELINE);
  if (!baseline)
    return [...faults, `schema/${BASELINE} is missing: run npm run schema -- --release`];
  const undeclared = undeclaredChanges(
    baseline,
    files.get("api.graphql") ?? "",
    await read("breaking-changes.md"),
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
  for (const [file, text] of files) await writeFile(FOLDER + file, text);
  if (process.argv.includes("--release"))
    await writeFile(FOLDER + BASELINE, files.get("api.graphql") ?? "");
  say(`wrote ${files.size} files to schema/`);
}
