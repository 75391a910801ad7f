import { Popover, Stack, Text, UnstyledButton } from "@mantine/core";
import { useEffect, useState } from "react";
import type { QuoteFieldsFragment } from "../generated/operations.js";
import { count, duration, instant, label } from "./figures.js";

/** Where prices come from, of when they are, and how far to trust them: one badge for a set of quotes. */
export function Freshness({ quotes }: { readonly quotes: readonly QuoteFieldsFragment[] }) {
  const now = useNow(1_000);
  const newest = quotes.reduce<QuoteFieldsFragment | null>(
    (best, quote) => (best && best.asOf >= quote.asOf ? best : quote),
    null,
  );
  if (!newest) return null;
  const isSimulated = quotes.some((quote) => quote.isSimulated);
  const stale = quotes.filter((quote) => quote.isStale).length;
  const ageSeconds = Math.max(0, (now - Date.parse(newest.asOf)) / 1_000);
  const tone =
    stale > 0 || isSimulated ? "warn" : newest.session === "REGULAR" ? "gain" : undefined;
  const words = [
    isSimulated ? "Simulated prices" : `Prices: ${newest.source}`,
    sessionWords(newest.session),
    ageSeconds < 2 ? "live" : `${duration(ageSeconds)} ago`,
  ];
  return (
    <Popover width={320} position="bottom-end" withArrow shadow="md">
      <Popover.Target>
        <UnstyledButton className="tag figures" data-tone={tone} style={{ minHeight: 26 }}>
          <span className="dot" aria-hidden="true" />
          {words.join(" · ")}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <Details quotes={quotes} newest={newest} stale={stale} />
      </Popover.Dropdown>
    </Popover>
  );
}

function Details(props: {
  readonly quotes: readonly QuoteFieldsFragment[];
  readonly newest: QuoteFieldsFragment;
  readonly stale: number;
}) {
  const { quotes, newest, stale } = props;
  const sources = [...new Set(quotes.map((quote) => quote.source))].join(", ");
  const oldest = quotes.reduce((old, quote) => (quote.asOf < old.asOf ? quote : old), newest);
  const delay = Math.max(...quotes.map((quote) => quote.delaySeconds));
  return (
    <Stack gap={4}>
      <Text size="sm">Source: {sources}</Text>
      <Text size="sm">
        Newest of {count(quotes.length)} quotes: {instant(newest.asOf)}
      </Text>
      <Text size="sm">Oldest: {instant(oldest.asOf)} (a fund has one price a day)</Text>
      <Text size="sm">Behind the market: at most {duration(delay)}</Text>
      <Text size="sm">Session: {label(newest.session)}, New York</Text>
      {stale > 0 ? (
        <Text size="sm">
          {count(stale)} quotes are stale: a whole later session passed without a price.
        </Text>
      ) : null}
      {newest.isSimulated ? (
        <Text size="sm">No market made the simulated prices; they are for trying out.</Text>
      ) : null}
    </Stack>
  );
}

function sessionWords(session: QuoteFieldsFragment["session"]): string {
  switch (session) {
    case "PRE":
      return "pre-market";
    case "REGULAR":
      return "market open";
    case "POST":
      return "after hours";
    case "CLOSED":
      return "market closed";
  }
}

function useNow(everyMs: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
