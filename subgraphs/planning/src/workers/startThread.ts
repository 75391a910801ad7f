import { Worker } from "node:worker_threads";

/**
 * Lets a thread that runs from TypeScript source find the source of what it imports: Node strips
 * types, and does not look for `x.ts` where `./x.js` is asked.
 */
const FROM_SOURCE = `import { registerHooks } from "node:module";
registerHooks({
  resolve(specifier, context, next) {
    const isOurs = /^\\.{1,2}\\/.*\\.js$/.test(specifier) && context.parentURL?.endsWith(".ts");
    return next(isOurs ? specifier.replace(/js$/, "ts") : specifier, context);
  },
});`;

/** Starts a thread beside this file, with the kernel. */
export function startThread(kernel: WebAssembly.Module, name = "simulationThread"): Worker {
  return startFile(name, { kernel });
}

/**
 * Starts a file beside this one as a thread: compiled in dist, from source in tests. What it imports
 * from source is TypeScript that needs no more than its types taken away; other packages come as they
 * are built.
 */
export function startFile(name: string, workerData: unknown): Worker {
  const isSource = import.meta.url.endsWith(".ts");
  const file = new URL(`./${name}.${isSource ? "ts" : "js"}`, import.meta.url);
  const hook = `data:text/javascript,${encodeURIComponent(FROM_SOURCE)}`;
  return new Worker(file, { workerData, execArgv: isSource ? ["--import", hook] : [] });
}
