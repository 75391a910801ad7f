import { locale } from "./locale.js";

/** How figures are written. Amounts come as exact decimals; here they are only shown. */
export interface MoneyLike {
  readonly amount: string;
  readonly currency: string;
}

const formats = new Map<string, Intl.NumberFormat>();
locale.subscribe(() => formats.clear());

function format(key: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  let made = formats.get(key);
  if (!made) formats.set(key, (made = new Intl.NumberFormat(locale.read(), options)));
  return made;
}

/** @returns for example "$1,234.50" */
export function money(amount: number | string, currency = "USD"): string {
  return format(`money ${currency}`, { style: "currency", currency }).format(Number(amount));
}

/** Without cents, for headlines and charts: "$1,235". */
export function wholeMoney(amount: number | string, currency = "USD"): string {
  return format(`whole ${currency}`, {
    style: "currency",
    currency,
    maximumFractionDigits: 0,
  }).format(Number(amount));
}

/** For axes: "$1.2M". */
export function shortMoney(amount: number, currency = "USD"): string {
  return format(`short ${currency}`, {
    style: "currency",
    currency,
    notation: "compact",
    maximumFractionDigits: 1,
  }).format(amount);
}

/** @returns with its sign: "+$12.00", "-$12.00" */
export function signedMoney(amount: number | string, currency = "USD"): string {
  return format(`signed ${currency}`, {
    style: "currency",
    currency,
    signDisplay: "exceptZero",
  }).format(Number(amount));
}

export function moneyOf(value: MoneyLike | null | undefined): string {
  return value ? money(value.amount, value.currency) : "–";
}

/** @param fraction 0.0125 gives "1.25%" */
export function percent(fraction: number, digits = 2): string {
  return format(`percent ${digits}`, {
    style: "percent",
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(fraction);
}

/** @param fraction 0.0125 gives "+1.25%" */
export function signedPercent(fraction: number): string {
  return format("signed percent", {
    style: "percent",
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
    signDisplay: "exceptZero",
  }).format(fraction);
}

/** A ratio: "0.52". */
export function decimal(value: number): string {
  return format("decimal", { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(value);
}

export function units(count: string | number): string {
  return format("units", { maximumFractionDigits: 6 }).format(Number(count));
}

export function count(value: number): string {
  return format("count", { maximumFractionDigits: 0 }).format(value);
}

/** @param calendarDate "2026-03-01" gives "Mar 1, 2026", wherever the reader is */
export function day(calendarDate: string): string {
  return new Date(`${calendarDate}T00:00:00Z`).toLocaleDateString(locale.read(), {
    timeZone: "UTC",
    year: "numeric",
    month: "short",
    day: "numeric",
  });
}

/** @param calendarDate "2026-03-01" gives "Mar 2026" */
export function month(calendarDate: string): string {
  return new Date(`${calendarDate}T00:00:00Z`).toLocaleDateString(locale.read(), {
    timeZone: "UTC",
    year: "numeric",
    month: "short",
  });
}

/** An instant in the reader's own time zone, which is named. */
export function instant(dateTime: string): string {
  return new Date(dateTime).toLocaleString(locale.read(), {
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    timeZoneName: "short",
  });
}

/** @returns "just now", "12 s", "3 min", "5 h", "2 days" */
export function duration(seconds: number): string {
  if (seconds < 2) return "just now";
  if (seconds < 90) return `${Math.round(seconds)} s`;
  if (seconds < 5_400) return `${Math.round(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.round(seconds / 3_600)} h`;
  return `${Math.round(seconds / 86_400)} days`;
}

/** Today's calendar date of the reader, shifted. */
export function today(shift: { readonly years?: number; readonly months?: number } = {}): string {
  const now = new Date();
  const at = new Date(
    Date.UTC(
      now.getFullYear() + (shift.years ?? 0),
      now.getMonth() + (shift.months ?? 0),
      now.getDate(),
    ),
  );
  return at.toISOString().slice(0, 10);
}

/** "US_EQUITY" gives "US equity"; short words that are abbreviations keep their capitals. */
export function label(code: string): string {
  const words = code.split("_").map((word) => (KEPT.has(word) ? word : word.toLowerCase()));
  const text = words
    .join(" ")
    .replace("401K", "401(k)")
    .replace("403B", "403(b)")
    .replace("457B", "457(b)");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const KEPT: ReadonlySet<string> = new Set([
  "US",
  "IRA",
  "SEP",
  "HSA",
  "401K",
  "403B",
  "457B",
  "529",
]);

/**
 * What a person typed, as an exact decimal.
 *
 * @param text for example "1,234.50" or "$1,234.50"
 * @returns null when it is no amount with at most two decimals
 */
export function readAmount(text: string): string | null {
  return readDecimal(text, 2);
}

/**
 * What a person typed, as an exact decimal. The dot is before the decimals, whatever the locale: a
 * comma stands between thousands only, so that "1234,50" is refused and never read as 123,450.
 *
 * @returns null when it is no number with at most so many decimals
 */
export function readDecimal(text: string, decimalsMax: number): string | null {
  const plain = text.replaceAll(/[\s$]/g, "");
  if (!/^-?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$/.test(plain)) return null;
  const [whole = "", decimals = ""] = plain.replaceAll(",", "").split(".");
  const isTaken = whole.replace("-", "").length <= 13 && decimals.length <= decimalsMax;
  return isTaken ? plain.replaceAll(",", "") : null;
}
