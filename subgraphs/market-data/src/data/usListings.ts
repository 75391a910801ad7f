/**
 * Instruments listed in the United States that households often hold, one a line:
 * symbol | ISO 10383 market | kind | asset class | level | index | volatility | name.
 *
 * Kinds: S share of one company, E exchange-traded fund, M mutual fund (one net asset value a day),
 * C money market fund (1.00). Level: a round, illustrative price in US dollars of mid-2025, through
 * which the simulated market's path goes on `REFERENCE_DATE`; it is no market data and is never
 * served as any. Index: funds of the same index move alike in the simulated market. Volatility: a
 * year, where it is far from that of the asset class. Names and markets as in the funds' and
 * exchanges' own public listings, 2025.
 */
export const US_LISTINGS = `
SPY|ARCX|E|US_EQUITY|618|SP500||SPDR S&P 500 ETF Trust
VOO|ARCX|E|US_EQUITY|568|SP500||Vanguard S&P 500 ETF
IVV|ARCX|E|US_EQUITY|621|SP500||iShares Core S&P 500 ETF
SPLG|ARCX|E|US_EQUITY|72.70|SP500||SPDR Portfolio S&P 500 ETF
VTI|ARCX|E|US_EQUITY|304|US_TOTAL||Vanguard Total Stock Market ETF
ITOT|ARCX|E|US_EQUITY|135|US_TOTAL||iShares Core S&P Total U.S. Stock Market ETF
SCHB|ARCX|E|US_EQUITY|23.85|US_TOTAL||Schwab U.S. Broad Market ETF
SCHX|ARCX|E|US_EQUITY|24.45|||Schwab U.S. Large-Cap ETF
SCHG|ARCX|E|US_EQUITY|29.20||0.2|Schwab U.S. Large-Cap Growth ETF
SCHV|ARCX|E|US_EQUITY|27.60|||Schwab U.S. Large-Cap Value ETF
SCHA|ARCX|E|US_EQUITY|25.30||0.21|Schwab U.S. Small-Cap ETF
SCHD|ARCX|E|US_EQUITY|26.50||0.145|Schwab U.S. Dividend Equity ETF
VUG|ARCX|E|US_EQUITY|438||0.195|Vanguard Growth ETF
VTV|ARCX|E|US_EQUITY|177||0.15|Vanguard Value ETF
VIG|ARCX|E|US_EQUITY|205||0.145|Vanguard Dividend Appreciation ETF
VYM|ARCX|E|US_EQUITY|133||0.145|Vanguard High Dividend Yield ETF
VB|ARCX|E|US_EQUITY|237||0.2|Vanguard Small-Cap ETF
VO|ARCX|E|US_EQUITY|280||0.175|Vanguard Mid-Cap ETF
IWM|ARCX|E|US_EQUITY|216||0.22|iShares Russell 2000 ETF
IJH|ARCX|E|US_EQUITY|62||0.19|iShares Core S&P Mid-Cap ETF
IJR|ARCX|E|US_EQUITY|109||0.21|iShares Core S&P Small-Cap ETF
QQQ|XNAS|E|US_EQUITY|552|NASDAQ100|0.21|Invesco QQQ Trust
QQQM|XNAS|E|US_EQUITY|227|NASDAQ100|0.21|Invesco NASDAQ 100 ETF
DIA|ARCX|E|US_EQUITY|441||0.15|SPDR Dow Jones Industrial Average ETF Trust
RSP|ARCX|E|US_EQUITY|182|||Invesco S&P 500 Equal Weight ETF
USMV|BATS|E|US_EQUITY|94||0.12|iShares MSCI USA Min Vol Factor ETF
QUAL|BATS|E|US_EQUITY|183|||iShares MSCI USA Quality Factor ETF
DGRO|ARCX|E|US_EQUITY|64||0.145|iShares Core Dividend Growth ETF
AVUV|ARCX|E|US_EQUITY|91||0.23|Avantis U.S. Small Cap Value ETF
XLK|ARCX|E|US_EQUITY|253||0.22|Technology Select Sector SPDR Fund
XLF|ARCX|E|US_EQUITY|52.40||0.19|Financial Select Sector SPDR Fund
XLV|ARCX|E|US_EQUITY|135||0.14|Health Care Select Sector SPDR Fund
XLE|ARCX|E|US_EQUITY|85||0.26|Energy Select Sector SPDR Fund
XLI|ARCX|E|US_EQUITY|148||0.17|Industrial Select Sector SPDR Fund
XLY|ARCX|E|US_EQUITY|217||0.2|Consumer Discretionary Select Sector SPDR Fund
XLP|ARCX|E|US_EQUITY|81||0.12|Consumer Staples Select Sector SPDR Fund
XLU|ARCX|E|US_EQUITY|82||0.16|Utilities Select Sector SPDR Fund
XLC|ARCX|E|US_EQUITY|108||0.19|Communication Services Select Sector SPDR Fund
XLB|ARCX|E|US_EQUITY|88||0.18|Materials Select Sector SPDR Fund
VGT|ARCX|E|US_EQUITY|663||0.22|Vanguard Information Technology ETF
SMH|XNAS|E|US_EQUITY|279||0.3|VanEck Semiconductor ETF
VT|ARCX|E|US_EQUITY|128|||Vanguard Total World Stock ETF
VXUS|XNAS|E|INTERNATIONAL_EQUITY|69|INTL_TOTAL||Vanguard Total International Stock ETF
IXUS|XNAS|E|INTERNATIONAL_EQUITY|77.30|INTL_TOTAL||iShares Core MSCI Total International Stock ETF
VEU|ARCX|E|INTERNATIONAL_EQUITY|67|INTL_TOTAL||Vanguard FTSE All-World ex-US ETF
VEA|ARCX|E|INTERNATIONAL_EQUITY|57|DEVELOPED||Vanguard FTSE Developed Markets ETF
IEFA|BATS|E|INTERNATIONAL_EQUITY|83.50|DEVELOPED||iShares Core MSCI EAFE ETF
EFA|ARCX|E|INTERNATIONAL_EQUITY|89.40|DEVELOPED||iShares MSCI EAFE ETF
SCHF|ARCX|E|INTERNATIONAL_EQUITY|22.10|DEVELOPED||Schwab International Equity ETF
AVDV|ARCX|E|INTERNATIONAL_EQUITY|77.50|||Avantis International Small Cap Value ETF
VWO|ARCX|E|EMERGING_EQUITY|49.50|EMERGING||Vanguard FTSE Emerging Markets ETF
IEMG|ARCX|E|EMERGING_EQUITY|60|EMERGING||iShares Core MSCI Emerging Markets ETF
EEM|ARCX|E|EMERGING_EQUITY|48.20|EMERGING||iShares MSCI Emerging Markets ETF
SCHE|ARCX|E|EMERGING_EQUITY|30.30|EMERGING||Schwab Emerging Markets Equity ETF
BND|XNAS|E|BOND|73.60|US_BOND||Vanguard Total Bond Market ETF
AGG|ARCX|E|BOND|99.20|US_BOND||iShares Core U.S. Aggregate Bond ETF
SCHZ|ARCX|E|BOND|23.20|US_BOND||Schwab U.S. Aggregate Bond ETF
BNDX|XNAS|E|BOND|49.50||0.045|Vanguard Total International Bond ETF
BSV|ARCX|E|BOND|78.70||0.025|Vanguard Short-Term Bond ETF
BIV|ARCX|E|BOND|77.30||0.06|Vanguard Intermediate-Term Bond ETF
BLV|ARCX|E|BOND|69.60||0.12|Vanguard Long-Term Bond ETF
VGSH|XNAS|E|BOND|58.80||0.018|Vanguard Short-Term Treasury ETF
VGIT|XNAS|E|BOND|59.80||0.05|Vanguard Intermediate-Term Treasury ETF
VGLT|XNAS|E|BOND|56||0.13|Vanguard Long-Term Treasury ETF
SHY|XNAS|E|BOND|82.90||0.018|iShares 1-3 Year Treasury Bond ETF
IEF|XNAS|E|BOND|95.80||0.07|iShares 7-10 Year Treasury Bond ETF
TLT|XNAS|E|BOND|88.20||0.15|iShares 20+ Year Treasury Bond ETF
TIP|ARCX|E|BOND|110|TIPS||iShares TIPS Bond ETF
SCHP|ARCX|E|BOND|26.70|TIPS||Schwab U.S. TIPS ETF
VTIP|XNAS|E|BOND|50.30||0.025|Vanguard Short-Term Inflation-Protected Securities ETF
LQD|ARCX|E|BOND|109.60||0.08|iShares iBoxx $ Investment Grade Corporate Bond ETF
VCIT|XNAS|E|BOND|82.90||0.06|Vanguard Intermediate-Term Corporate Bond ETF
VCSH|XNAS|E|BOND|79.50||0.03|Vanguard Short-Term Corporate Bond ETF
HYG|ARCX|E|BOND|80.60||0.08|iShares iBoxx $ High Yield Corporate Bond ETF
MUB|ARCX|E|BOND|104.50||0.05|iShares National Muni Bond ETF
VTEB|ARCX|E|BOND|49||0.05|Vanguard Tax-Exempt Bond ETF
EMB|XNAS|E|BOND|92.60||0.09|iShares J.P. Morgan USD Emerging Markets Bond ETF
BIL|ARCX|E|CASH|91.70|||SPDR Bloomberg 1-3 Month T-Bill ETF
SGOV|ARCX|E|CASH|100.60|||iShares 0-3 Month Treasury Bond ETF
SHV|XNAS|E|CASH|110.40|||iShares Short Treasury Bond ETF
VNQ|ARCX|E|REAL_ESTATE|89|US_REIT||Vanguard Real Estate ETF
SCHH|ARCX|E|REAL_ESTATE|21.10|US_REIT||Schwab U.S. REIT ETF
XLRE|ARCX|E|REAL_ESTATE|41.40|||Real Estate Select Sector SPDR Fund
VNQI|XNAS|E|REAL_ESTATE|47|||Vanguard Global ex-U.S. Real Estate ETF
O|XNYS|S|REAL_ESTATE|57.60||0.22|Realty Income Corporation
SPG|XNYS|S|REAL_ESTATE|161||0.3|Simon Property Group, Inc.
GLD|ARCX|E|COMMODITY|305|GOLD||SPDR Gold Shares
IAU|ARCX|E|COMMODITY|62.40|GOLD||iShares Gold Trust
GLDM|ARCX|E|COMMODITY|65.50|GOLD||SPDR Gold MiniShares Trust
SLV|ARCX|E|COMMODITY|32.80||0.29|iShares Silver Trust
USO|ARCX|E|COMMODITY|73.50||0.36|United States Oil Fund, LP
DBC|ARCX|E|COMMODITY|22.50|||Invesco DB Commodity Index Tracking Fund
IBIT|XNAS|E|CRYPTO|61|BITCOIN||iShares Bitcoin Trust ETF
FBTC|BATS|E|CRYPTO|94|BITCOIN||Fidelity Wise Origin Bitcoin Fund
GBTC|ARCX|E|CRYPTO|85|BITCOIN||Grayscale Bitcoin Trust ETF
ETHA|XNAS|E|CRYPTO|19||0.75|iShares Ethereum Trust ETF
VTSAX|XNAS|M|US_EQUITY|149|US_TOTAL||Vanguard Total Stock Market Index Fund Admiral Shares
FSKAX|XNAS|M|US_EQUITY|170|US_TOTAL||Fidelity Total Market Index Fund
FZROX|XNAS|M|US_EQUITY|21.50|US_TOTAL||Fidelity ZERO Total Market Index Fund
SWTSX|XNAS|M|US_EQUITY|16.10|US_TOTAL||Schwab Total Stock Market Index Fund
VFIAX|XNAS|M|US_EQUITY|573|SP500||Vanguard 500 Index Fund Admiral Shares
FXAIX|XNAS|M|US_EQUITY|215|SP500||Fidelity 500 Index Fund
SWPPX|XNAS|M|US_EQUITY|16.60|SP500||Schwab S&P 500 Index Fund
FNILX|XNAS|M|US_EQUITY|22|||Fidelity ZERO Large Cap Index Fund
VIMAX|XNAS|M|US_EQUITY|334||0.175|Vanguard Mid-Cap Index Fund Admiral Shares
VSMAX|XNAS|M|US_EQUITY|113||0.2|Vanguard Small-Cap Index Fund Admiral Shares
FCNTX|XNAS|M|US_EQUITY|23||0.18|Fidelity Contrafund
VTIAX|XNAS|M|INTERNATIONAL_EQUITY|37.80|INTL_TOTAL||Vanguard Total International Stock Index Fund Admiral Shares
FTIHX|XNAS|M|INTERNATIONAL_EQUITY|16.30|INTL_TOTAL||Fidelity Total International Index Fund
FZILX|XNAS|M|INTERNATIONAL_EQUITY|14.20|INTL_TOTAL||Fidelity ZERO International Index Fund
SWISX|XNAS|M|INTERNATIONAL_EQUITY|27.80|DEVELOPED||Schwab International Index Fund
VBTLX|XNAS|M|BOND|9.65|US_BOND||Vanguard Total Bond Market Index Fund Admiral Shares
FXNAX|XNAS|M|BOND|10.40|US_BOND||Fidelity U.S. Bond Index Fund
SWAGX|XNAS|M|BOND|8.80|US_BOND||Schwab U.S. Aggregate Bond Index Fund
VGSLX|XNAS|M|REAL_ESTATE|126|US_REIT||Vanguard Real Estate Index Fund Admiral Shares
VTHRX|XNAS|M|OTHER|40||0.11|Vanguard Target Retirement 2030 Fund
VFIFX|XNAS|M|OTHER|55||0.15|Vanguard Target Retirement 2050 Fund
VMFXX|XNAS|C|CASH|1|||Vanguard Federal Money Market Fund
SPAXX|XNAS|C|CASH|1|||Fidelity Government Money Market Fund
FDRXX|XNAS|C|CASH|1|||Fidelity Government Cash Reserves
SPRXX|XNAS|C|CASH|1|||Fidelity Money Market Fund
SWVXX|XNAS|C|CASH|1|||Schwab Value Advantage Money Fund
SNSXX|XNAS|C|CASH|1|||Schwab U.S. Treasury Money Fund
AAPL|XNAS|S|US_EQUITY|205|||Apple Inc.
MSFT|XNAS|S|US_EQUITY|497||0.25|Microsoft Corporation
NVDA|XNAS|S|US_EQUITY|158||0.45|NVIDIA Corporation
AMZN|XNAS|S|US_EQUITY|219|||Amazon.com, Inc.
GOOGL|XNAS|S|US_EQUITY|176|ALPHABET||Alphabet Inc. Class A
GOOG|XNAS|S|US_EQUITY|177|ALPHABET||Alphabet Inc. Class C
META|XNAS|S|US_EQUITY|738||0.35|Meta Platforms, Inc. Class A
TSLA|XNAS|S|US_EQUITY|318||0.55|Tesla, Inc.
AVGO|XNAS|S|US_EQUITY|276||0.38|Broadcom Inc.
COST|XNAS|S|US_EQUITY|990||0.22|Costco Wholesale Corporation
NFLX|XNAS|S|US_EQUITY|134||0.36|Netflix, Inc.
AMD|XNAS|S|US_EQUITY|142||0.48|Advanced Micro Devices, Inc.
INTC|XNAS|S|US_EQUITY|22.40||0.4|Intel Corporation
CSCO|XNAS|S|US_EQUITY|69||0.22|Cisco Systems, Inc.
ADBE|XNAS|S|US_EQUITY|387||0.33|Adobe Inc.
PEP|XNAS|S|US_EQUITY|132||0.18|PepsiCo, Inc.
TXN|XNAS|S|US_EQUITY|208|||Texas Instruments Incorporated
QCOM|XNAS|S|US_EQUITY|159||0.34|QUALCOMM Incorporated
AMGN|XNAS|S|US_EQUITY|279||0.24|Amgen Inc.
SBUX|XNAS|S|US_EQUITY|92|||Starbucks Corporation
PYPL|XNAS|S|US_EQUITY|74||0.37|PayPal Holdings, Inc.
PLTR|XNAS|S|US_EQUITY|136||0.6|Palantir Technologies Inc. Class A
BRK.A|XNYS|S|US_EQUITY|729000|BERKSHIRE|0.18|Berkshire Hathaway Inc. Class A
BRK.B|XNYS|S|US_EQUITY|486|BERKSHIRE|0.18|Berkshire Hathaway Inc. Class B
JPM|XNYS|S|US_EQUITY|290||0.25|JPMorgan Chase & Co.
V|XNYS|S|US_EQUITY|355||0.22|Visa Inc. Class A
MA|XNYS|S|US_EQUITY|562||0.23|Mastercard Incorporated Class A
JNJ|XNYS|S|US_EQUITY|153||0.17|Johnson & Johnson
WMT|XNYS|S|US_EQUITY|98||0.2|Walmart Inc.
PG|XNYS|S|US_EQUITY|159||0.17|The Procter & Gamble Company
HD|XNYS|S|US_EQUITY|367||0.23|The Home Depot, Inc.
KO|XNYS|S|US_EQUITY|71||0.16|The Coca-Cola Company
PFE|XNYS|S|US_EQUITY|24.20||0.24|Pfizer Inc.
MRK|XNYS|S|US_EQUITY|79||0.22|Merck & Co., Inc.
ABBV|XNYS|S|US_EQUITY|186||0.23|AbbVie Inc.
UNH|XNYS|S|US_EQUITY|312||0.3|UnitedHealth Group Incorporated
LLY|XNYS|S|US_EQUITY|780||0.32|Eli Lilly and Company
XOM|XNYS|S|US_EQUITY|108||0.25|Exxon Mobil Corporation
CVX|XNYS|S|US_EQUITY|143||0.25|Chevron Corporation
BAC|XNYS|S|US_EQUITY|47.30||0.27|Bank of America Corporation
WFC|XNYS|S|US_EQUITY|80|||Wells Fargo & Company
C|XNYS|S|US_EQUITY|85|||Citigroup Inc.
GS|XNYS|S|US_EQUITY|708|||The Goldman Sachs Group, Inc.
MS|XNYS|S|US_EQUITY|141|||Morgan Stanley
AXP|XNYS|S|US_EQUITY|319|||American Express Company
AIG|XNYS|S|US_EQUITY|85.60||0.25|American International Group, Inc.
SCHW|XNYS|S|US_EQUITY|91|||The Charles Schwab Corporation
BLK|XNYS|S|US_EQUITY|1049||0.26|BlackRock, Inc.
DIS|XNYS|S|US_EQUITY|124|||The Walt Disney Company
T|XNYS|S|US_EQUITY|28.90||0.22|AT&T Inc.
VZ|XNYS|S|US_EQUITY|43.30||0.2|Verizon Communications Inc.
IBM|XNYS|S|US_EQUITY|295||0.24|International Business Machines Corporation
ORCL|XNYS|S|US_EQUITY|219||0.36|Oracle Corporation
CRM|XNYS|S|US_EQUITY|273||0.33|Salesforce, Inc.
UBER|XNYS|S|US_EQUITY|93||0.38|Uber Technologies, Inc.
BA|XNYS|S|US_EQUITY|210||0.36|The Boeing Company
CAT|XNYS|S|US_EQUITY|388|||Caterpillar Inc.
GE|XNYS|S|US_EQUITY|257|||GE Aerospace
MMM|XNYS|S|US_EQUITY|152|||3M Company
DE|XNYS|S|US_EQUITY|509|||Deere & Company
LMT|XNYS|S|US_EQUITY|463||0.22|Lockheed Martin Corporation
RTX|XNYS|S|US_EQUITY|146||0.22|RTX Corporation
UPS|XNYS|S|US_EQUITY|101|||United Parcel Service, Inc. Class B
WM|XNYS|S|US_EQUITY|229||0.19|Waste Management, Inc.
MCD|XNYS|S|US_EQUITY|292||0.18|McDonald's Corporation
NKE|XNYS|S|US_EQUITY|71||0.33|NIKE, Inc. Class B
LOW|XNYS|S|US_EQUITY|222||0.25|Lowe's Companies, Inc.
TGT|XNYS|S|US_EQUITY|99||0.33|Target Corporation
CVS|XNYS|S|US_EQUITY|69|||CVS Health Corporation
F|XNYS|S|US_EQUITY|10.85||0.35|Ford Motor Company
GM|XNYS|S|US_EQUITY|49||0.34|General Motors Company
NEE|XNYS|S|US_EQUITY|69||0.26|NextEra Energy, Inc.
DUK|XNYS|S|US_EQUITY|118||0.18|Duke Energy Corporation
ASML|XNAS|S|INTERNATIONAL_EQUITY|801||0.36|ASML Holding N.V. New York Registry Shares
SAP|XNYS|S|INTERNATIONAL_EQUITY|304|||SAP SE ADR
NVO|XNYS|S|INTERNATIONAL_EQUITY|69||0.35|Novo Nordisk A/S ADR
TM|XNYS|S|INTERNATIONAL_EQUITY|172|||Toyota Motor Corporation ADR
SHEL|XNYS|S|INTERNATIONAL_EQUITY|70||0.25|Shell plc ADR
TSM|XNYS|S|EMERGING_EQUITY|226||0.34|Taiwan Semiconductor Manufacturing Company ADR
BABA|XNYS|S|EMERGING_EQUITY|113||0.42|Alibaba Group Holding Limited ADR
`;
