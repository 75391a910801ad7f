/** Leaves of OFX that an investment transaction is made of, as columns; `ofx` holds the aggregate's name. */
export const OFX_COLUMNS = [
  "ofx",
  "fitid",
  "dttrade",
  "dtsettle",
  "dtposted",
  "memo",
  "name",
  "uniqueid",
  "uniqueidtype",
  "ticker",
  "secname",
  "units",
  "unitprice",
  "commission",
  "fees",
  "taxes",
  "load",
  "penalty",
  "total",
  "withholding",
  "cursym",
  "curdef",
  "incometype",
  "tferaction",
  "oldunits",
  "newunits",
  "trntype",
  "trnamt",
  "acctid",
] as const;

export type OfxColumn = (typeof OFX_COLUMNS)[number];

/** Aggregates that are rows, by what they are. */
export const OFX_TRADES = {
  BUY: ["BUYSTOCK", "BUYMF", "BUYDEBT", "BUYOTHER"],
  SELL: ["SELLSTOCK", "SELLMF", "SELLDEBT", "SELLOTHER"],
} as const;

/** Everything else that moves something in an investment statement. */
export const OFX_OTHERS = [
  "INCOME",
  "REINVEST",
  "TRANSFER",
  "RETOFCAP",
  "SPLIT",
  "INVEXPENSE",
  "MARGININTEREST",
  "INVBANKTRAN",
  "BUYOPT",
  "SELLOPT",
  "CLOSUREOPT",
  "JRNLFUND",
  "JRNLSEC",
] as const;
