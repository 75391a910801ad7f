/** The five filing statuses of Form 1040, in its own words. */
export const FILING_STATUSES = [
  "SINGLE",
  "MARRIED_FILING_JOINTLY",
  "MARRIED_FILING_SEPARATELY",
  "HEAD_OF_HOUSEHOLD",
  "QUALIFYING_SURVIVING_SPOUSE",
] as const;

export type FilingStatus = (typeof FILING_STATUSES)[number];

/** One value for each filing status. */
export type ByFilingStatus<T> = Readonly<Record<FilingStatus, T>>;

/** One value where the statute has one amount for joint returns and surviving spouses. */
export function byFilingStatus<T>(values: {
  readonly single: T;
  readonly joint: T;
  readonly separate: T;
  readonly head: T;
  readonly survivingSpouse: T;
}): ByFilingStatus<T> {
  return {
    SINGLE: values.single,
    MARRIED_FILING_JOINTLY: values.joint,
    MARRIED_FILING_SEPARATELY: values.separate,
    HEAD_OF_HOUSEHOLD: values.head,
    QUALIFYING_SURVIVING_SPOUSE: values.survivingSpouse,
  };
}
