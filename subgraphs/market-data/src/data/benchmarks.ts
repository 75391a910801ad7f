/** What portfolios are compared with: their history is kept whether or not somebody asks for it. */
export const BENCHMARKS = [
  { symbol: "SPY", exchange: "ARCX" },
  { symbol: "VTI", exchange: "ARCX" },
  { symbol: "VT", exchange: "ARCX" },
  { symbol: "VXUS", exchange: "XNAS" },
  { symbol: "QQQ", exchange: "XNAS" },
  { symbol: "AGG", exchange: "ARCX" },
  { symbol: "BND", exchange: "XNAS" },
] as const;
