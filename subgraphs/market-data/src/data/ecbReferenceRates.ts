/**
 * The last resort when no folder of rates is given: euro foreign exchange reference rates of one
 * day, units of the currency for 1 EUR. Always served with this date and this source.
 *
 * @see European Central Bank, euro foreign exchange reference rates of 31 December 2024
 */
export const REFERENCE_RATES = {
  source: "European Central Bank, reference rates of 2024-12-31",
  csv: `date,USD,JPY,GBP,CHF,CAD,AUD,NZD,SEK,NOK,DKK,PLN,CZK,HUF,CNY,HKD,SGD,INR,KRW,BRL,MXN,ZAR,TRY,ILS,THB
2024-12-31,1.0389,163.06,0.82918,0.9412,1.4948,1.6772,1.8532,11.459,11.795,7.4578,4.275,25.185,411.35,7.5833,8.0686,1.4164,88.9335,1532.15,6.4253,21.5504,19.6188,36.7372,3.7885,35.676`,
} as const;
