/** Bundles GraphiQL into dist/graphiql, so that the page loads nothing from elsewhere. */
import { copyFile, mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

await mkdir(here("../dist/graphiql"), { recursive: true });
await build({
  entryPoints: [here("main.jsx")],
  outdir: here("../dist/graphiql"),
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  legalComments: "none",
  define: { "process.env.NODE_ENV": '"production"' },
  loader: { ".woff2": "dataurl", ".ttf": "dataurl", ".svg": "dataurl" },
  logLevel: "error",
});
for (const name of ["index.html", "page.css"]) {
  await copyFile(here(name), here(`../dist/graphiql/${name}`));
}
