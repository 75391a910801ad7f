import { spawnSync } from "node:child_process";
import { globSync } from "node:fs";
import { cpus, totalmem } from "node:os";

/** `npm run bench [part of a name …]`: runs every benchmark of the project, one after another, each in a process of its own. */
const wanted = process.argv.slice(2);
const benches = globSync([
  "{subgraphs,infra,clients}/*/dist/**/*.bench.js",
  "{router,test}/dist/**/*.bench.js",
])
  .filter((path) => wanted.length === 0 || wanted.some((name) => path.includes(name)))
  .sort();

const say = (text: string): void => void process.stdout.write(`${text}\n`);
say(
  `${cpus().length} × ${cpus()[0]?.model ?? "unknown processor"}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`,
);
for (const path of benches) {
  say(`\n== ${path.replace("/dist/", "/src/").replace(/\.js$/, ".ts")}`);
  const { status } = spawnSync(process.execPath, [path], { stdio: "inherit" });
  if (status !== 0) process.exitCode = 1;
}
if (benches.length === 0) say("no benchmark has this name");
