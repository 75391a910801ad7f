/** The part of the WebAssembly interface we use; TypeScript carries it in its browser library only. */
declare namespace WebAssembly {
  class Module {
    // a module is opaque
    private readonly module: never;
  }
  interface Global {
    readonly value: unknown;
  }
  interface Memory {
    readonly buffer: ArrayBuffer;
  }
  class Instance {
    constructor(module: Module, imports: object);
    readonly exports: Readonly<Record<string, unknown>>;
  }
  function compile(bytes: Uint8Array): Promise<Module>;
}
