import type { Plugin } from "vite";

const PREFIX = "\0operation:";
const DOCUMENT = /^export const (\w+) = (\{.*\}) as unknown as .*;$/gm;

/**
 * Lets every view load the operations it asks, and no others: the generated file is one module, so
 * a bundler would put the documents of all views into the first route.
 */
export function splitOperations(): Plugin {
  const documents = new Map<string, string>();
  return {
    name: "wealthgraph-split-operations",
    apply: "build",
    enforce: "pre",
    transform(code, id) {
      if (!id.endsWith("/generated/operations.ts")) return null;
      for (const [, name, json] of code.matchAll(DOCUMENT)) {
        if (name && json) documents.set(name, json);
      }
      if (documents.size === 0) throw new Error(`no operation found in ${id}`);
      const exports = [...documents.keys()].map(
        (name) => `export { ${name} } from ${JSON.stringify(PREFIX + name)};`,
      );
      return { code: exports.join("\n"), map: null, moduleSideEffects: false };
    },
    resolveId: (id) => (id.startsWith(PREFIX) ? { id, moduleSideEffects: false } : null),
    load(id) {
      const name = id.startsWith(PREFIX) ? id.slice(PREFIX.length) : "";
      const json = documents.get(name);
      return json ? { code: `export const ${name} = ${json};`, map: null } : null;
    },
  };
}
