import { readFile } from "node:fs/promises";
import { Failure } from "@wealthgraph/kernel/refusal";

/**
 * Compiles the kernel that the package's build left in dist.
 *
 * @throws {Failure} KERNEL_MISSING when the package was not built
 */
export async function compileKernel(): Promise<WebAssembly.Module> {
  const file = new URL("../../dist/simulation.wasm", import.meta.url);
  try {
    return await WebAssembly.compile(await readFile(file));
  } catch (error) {
    throw new Failure("KERNEL_MISSING", { cause: error });
  }
}
