/** Securities that we treat as substantially identical, with the reason. */
export interface IdenticalSecurities {
  readonly what: string; // the index, the holding or the company
  readonly reason: string;
  readonly symbols: readonly string[];
}

const together = (what: string, reason: string, symbols: string): IdenticalSecurities => ({
  what,
  reason,
  symbols: symbols.split(" "),
});

/**
 * Our list, a cautious reading: the law has none, and no authority says which funds are
 * substantially identical. Share classes of one fund or company and funds of one index stand
 * together; funds of different indexes do not. Indexes as of 2025 and as remembered from the funds'
 * own publications, which were not opened; an index can change.
 *
 * @see 26 USC 1091(a); IRS Publication 550, "Substantially identical"
 */
export const IDENTICAL_SECURITIES: readonly IdenticalSecurities[] = [
  together(
    "S&P 500",
    "Funds of one index, S&P 500.",
    "SPY IVV VOO SPLG SPYM VFIAX VFINX FXAIX SWPPX",
  ),
  together(
    "CRSP US Total Market",
    "Funds of one index, and share classes of one fund.",
    "VTI VTSAX VTSMX VITSX",
  ),
  together("S&P Total Market", "Funds of one index, S&P Total Market.", "ITOT"),
  together("Dow Jones U.S. Broad Stock Market", "The index of one fund.", "SCHB"),
  together(
    "Dow Jones U.S. Total Stock Market",
    "Funds of one index, the Dow Jones U.S. Total Stock Market Index.",
    "FSKAX SWTSX",
  ),
  together("Nasdaq-100", "Funds of one index and one sponsor.", "QQQ QQQM"),
  together("Russell 1000", "Funds of one index, Russell 1000.", "IWB VONE"),
  together("Russell 1000 Growth", "Funds of one index, Russell 1000 Growth.", "IWF VONG"),
  together("Russell 1000 Value", "Funds of one index, Russell 1000 Value.", "IWD VONV"),
  together("Russell 2000", "Funds of one index, Russell 2000.", "IWM VTWO"),
  together("Russell 3000", "Funds of one index, Russell 3000.", "IWV VTHR"),
  together("S&P MidCap 400", "Funds of one index, S&P MidCap 400.", "IJH MDY SPMD IVOO"),
  together("S&P SmallCap 600", "Funds of one index, S&P SmallCap 600.", "IJR SPSM VIOO"),
  together("CRSP US Large Cap Growth", "Share classes of one fund.", "VUG VIGAX"),
  together("CRSP US Large Cap Value", "Share classes of one fund.", "VTV VVIAX"),
  together("CRSP US Mid Cap", "Share classes of one fund.", "VO VIMAX"),
  together("CRSP US Small Cap", "Share classes of one fund.", "VB VSMAX"),
  together("S&P U.S. Dividend Growers", "Share classes of one fund.", "VIG VDADX"),
  together("FTSE High Dividend Yield", "Share classes of one fund.", "VYM VHYAX"),
  together("FTSE Global All Cap ex US", "Share classes of one fund.", "VXUS VTIAX VGTSX"),
  together("FTSE Developed All Cap ex US", "Share classes of one fund.", "VEA VTMGX"),
  together("FTSE All-World ex-US", "Share classes of one fund.", "VEU VFWAX"),
  together("MSCI EAFE", "Funds of one index, MSCI EAFE.", "EFA FSPSX"),
  together("FTSE Emerging Markets", "Share classes of one fund.", "VWO VEMAX"),
  together(
    "Bloomberg U.S. Aggregate",
    "Funds of one index, Bloomberg U.S. Aggregate Bond.",
    "AGG SCHZ SPAB FXNAX SWAGX",
  ),
  together(
    "Bloomberg U.S. Aggregate Float Adjusted",
    "Share classes of one fund.",
    "BND VBTLX VBMFX",
  ),
  together("Bloomberg Global Aggregate ex-USD", "Share classes of one fund.", "BNDX VTABX"),
  together("S&P National AMT-Free Municipal", "Share classes of one fund.", "VTEB VTEAX"),
  together("Short-term TIPS 0-5 years", "Share classes of one fund.", "VTIP VTAPX"),
  together("MSCI US IMI Real Estate 25/50", "Share classes of one fund.", "VNQ VGSLX"),
  together("Gold bullion", "Trusts that hold the same metal.", "GLD GLDM IAU IAUM SGOL BAR AAAU"),
  together("Silver bullion", "Trusts that hold the same metal.", "SLV SIVR"),
  together("Bitcoin", "Trusts that hold the same coin.", "IBIT FBTC GBTC BITB ARKB BTC"),
  together("Ether", "Trusts that hold the same coin.", "ETHA ETHE FETH ETH"),
  together("Alphabet", "Share classes of one company.", "GOOG GOOGL"),
  together("Berkshire Hathaway", "Share classes of one company; A converts into B.", "BRK.A BRK.B"),
  together("Fox", "Share classes of one company.", "FOX FOXA"),
  together("News Corp", "Share classes of one company.", "NWS NWSA"),
  together("Under Armour", "Share classes of one company.", "UA UAA"),
  together("Lennar", "Share classes of one company.", "LEN LEN.B"),
  together("Heico", "Share classes of one company.", "HEI HEI.A"),
  together("Brown-Forman", "Share classes of one company.", "BF.A BF.B"),
  together("Moog", "Share classes of one company.", "MOG.A MOG.B"),
  together("Zillow", "Share classes of one company.", "Z ZG"),
  together("Liberty Broadband", "Share classes of one company.", "LBRDA LBRDK"),
  together("Liberty Global", "Share classes of one company.", "LBTYA LBTYB LBTYK"),
  together("Formula One Group", "Share classes of one company.", "FWONA FWONK"),
  together("Rush Enterprises", "Share classes of one company.", "RUSHA RUSHB"),
  together("Clearway Energy", "Share classes of one company.", "CWEN CWEN.A"),
];

const BY_SYMBOL: ReadonlyMap<string, IdenticalSecurities> = new Map(
  IDENTICAL_SECURITIES.flatMap((group) => group.symbols.map((symbol) => [symbol, group] as const)),
);

/** One spelling of a symbol: upper case, share classes with a dot. */
export const identityOf = (symbol: string): string =>
  symbol.trim().toUpperCase().replace(/[/ -]/, ".");

/** @returns null for a symbol that our list does not know */
export const identicalTo = (symbol: string): IdenticalSecurities | null =>
  BY_SYMBOL.get(identityOf(symbol)) ?? null;

/** True of one security, and of two that our list puts together. */
export function isListedIdentical(a: string, b: string): boolean {
  if (identityOf(a) === identityOf(b)) return true;
  const group = identicalTo(a);
  return group !== null && group === identicalTo(b);
}
