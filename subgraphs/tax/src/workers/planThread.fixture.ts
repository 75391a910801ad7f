import { Worker } from "node:worker_threads";

/** Finds our source where an import names what the build will make of it, and strips its types. */
const HOOKS = `
import { readFileSync } from "node:fs";
import { registerHooks, stripTypeScriptTypes } from "node:module";
import { fileURLToPath } from "node:url";
registerHooks({
  resolve(specifier, context, next) {
    const isOurs = specifier.startsWith(".") && context.parentURL?.endsWith(".ts");
    const conditions = [...(context.conditions ?? []), "source"];
    return next(isOurs ? specifier.replace(/\\.js$/, ".ts") : specifier, { ...context, conditions });
  },
  load(url, context, next) {
    if (!url.endsWith(".ts")) return next(url, context);
    const source = stripTypeScriptTypes(readFileSync(fileURLToPath(url), "utf8"), { mode: "transform" });
    return { format: "module", source, shortCircuit: true };
  },
});`;

/** Starts a plan thread from source, as jest runs everything else. */
export function startPlanThreadFromSource(): Worker {
  return new Worker(new URL("./planThread.ts", import.meta.url), {
    execArgv: ["--no-warnings", "--import", `data:text/javascript,${encodeURIComponent(HOOKS)}`],
  });
}
