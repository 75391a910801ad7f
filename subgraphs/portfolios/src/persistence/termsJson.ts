import { Decimal } from "@wealthgraph/kernel/decimal";
import type { LotMethod } from "../domain/lotMethod.js";
import type { TransactionTerms } from "../domain/transaction.js";

/** Terms as they lie in JSON: decimals as text. */
export interface TermsJson {
  readonly lots?: readonly { readonly purchaseId: string; readonly units: string }[];
  readonly lotMethod?: string;
  readonly received?: {
    readonly instrumentId: string;
    readonly symbol: string;
    readonly assetClass: string | null;
    readonly units: string | null;
    readonly basisShare: string | null;
    readonly price: string | null;
  };
}

const textOf = (value: Decimal | null): string | null => value?.toFixed() ?? null;
const decimalOf = (text: string | null): Decimal | null =>
  text === null ? null : new Decimal(text);

export function termsToJson({ lots, lotMethod, received }: TransactionTerms): TermsJson {
  return {
    ...(lots && {
      lots: lots.map(({ purchaseId, units }) => ({ purchaseId, units: units.toFixed() })),
    }),
    ...(lotMethod && { lotMethod }),
    ...(received && {
      received: {
        ...received,
        units: textOf(received.units),
        basisShare: textOf(received.basisShare),
        price: textOf(received.price),
      },
    }),
  };
}

export function termsFromJson({ lots, lotMethod, received }: TermsJson): TransactionTerms {
  return {
    ...(lots && {
      lots: lots.map(({ purchaseId, units }) => ({ purchaseId, units: new Decimal(units) })),
    }),
    // written by termsToJson only
    ...(lotMethod && { lotMethod: lotMethod as LotMethod }),
    ...(received && {
      received: {
        ...received,
        units: decimalOf(received.units),
        basisShare: decimalOf(received.basisShare),
        price: decimalOf(received.price),
      },
    }),
  };
}
