/** What assembly/kernel.ts exports: functions, and addresses in the kernel's memory. */
export interface KernelExports {
  readonly memory: WebAssembly.Memory;
  readonly ASSETS_MAX: WebAssembly.Global;
  readonly SLICE_MAX: WebAssembly.Global;
  readonly WITHDRAWAL_SHORT: WebAssembly.Global;
  readonly ASSETS: WebAssembly.Global;
  readonly MEANS: WebAssembly.Global;
  readonly FACTOR: WebAssembly.Global;
  readonly INFLATION_GROWTH: WebAssembly.Global;
  readonly GROSS: WebAssembly.Global;
  readonly PRICE_LEVELS: WebAssembly.Global;
  readonly COUNTS: WebAssembly.Global;
  readonly START: WebAssembly.Global;
  readonly WEIGHTS: WebAssembly.Global;
  readonly WITHDRAWALS: WebAssembly.Global;
  readonly CONTRIBUTIONS: WebAssembly.Global;
  readonly GOAL_MONTHS: WebAssembly.Global;
  readonly GOAL_SPENDS: WebAssembly.Global;
  readonly GOAL_AMOUNTS: WebAssembly.Global;
  readonly CHECKPOINTS: WebAssembly.Global;
  readonly WEALTH: WebAssembly.Global;
  readonly FLAGS: WebAssembly.Global;
  readonly WORDS: WebAssembly.Global;
  setKey(key0: number, key1: number): void;
  philoxBlock(c0: number, c1: number, c2: number, c3: number): void;
  normalsOf(firstPath: number, month: number, count: number): number;
  beginPaths(firstPath: number): void;
  fillMonths(count: number): void;
  run(firstPath: number, count: number): void;
}
