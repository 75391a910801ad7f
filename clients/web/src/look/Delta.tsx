import { signedMoney, signedPercent } from "./figures.js";
import { LiveNumber } from "./LiveNumber.js";

/** A gain or a loss: sign, colour and words agree, so that colour is never alone. */
export function Delta(props: {
  readonly amount: number;
  readonly fraction?: number | null;
  readonly currency?: string;
}) {
  const { amount, fraction, currency } = props;
  const tone = amount > 0 ? "gain" : amount < 0 ? "loss" : undefined;
  const text = signedMoney(amount, currency);
  const share = fraction === undefined || fraction === null ? "" : ` (${signedPercent(fraction)})`;
  return (
    <span className={tone}>
      <LiveNumber value={amount} text={`${text}${share}`} />
    </span>
  );
}
