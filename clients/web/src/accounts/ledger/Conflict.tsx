import { Button, Group } from "@mantine/core";
import {
  LedgerHistoryDocument,
  type LedgerHistoryQuery,
  type TransactionFieldsFragment,
} from "../../generated/operations.js";
import { useGraph } from "../../graph/useGraph.js";
import { day, label, moneyOf, signedMoney, units } from "../../look/figures.js";
import { Notice } from "../../look/Notice.js";
import { Shown } from "../../look/View.js";
import type { Ledger } from "./useLedger.js";

type History = NonNullable<LedgerHistoryQuery["account"]>["history"]["edges"][number]["node"];

/** Somebody changed the row meanwhile: what stands now beside what was typed, and a choice. */
export function Conflict(props: { readonly accountId: string; readonly ledger: Ledger }) {
  const { accountId, ledger } = props;
  const answer = useGraph(LedgerHistoryDocument, { accountId });
  return (
    <Shown answer={answer} rows={2}>
      {({ account }) => {
        const history = account?.history.edges.map(({ node }) => node) ?? [];
        const standing = standingInstead(history, ledger.editing?.original?.id ?? "");
        return (
          <Notice
            tone="warn"
            title="Changed by somebody else"
            action={
              <Group gap="xs">
                <Button size="xs" onClick={() => void ledger.save(standing)}>
                  {standing ? "Book mine in its place" : "Book mine again"}
                </Button>
                <Button size="xs" variant="default" onClick={ledger.cancel}>
                  Keep theirs
                </Button>
              </Group>
            }
          >
            {standing ? `Now stored: ${wordsOf(standing)}.` : "It was taken back."} What you typed
            is still in its row.
          </Notice>
        );
      }}
    </Shown>
  );
}

/** What counts in the place of a transaction, through corrections of corrections; null: nothing. */
export function standingInstead(
  history: readonly Pick<History, "id" | "reversedBy">[],
  id: string,
): History | null {
  let at = history.find((each) => each.id === id);
  for (let hops = 0; at?.reversedBy && hops < history.length; hops += 1) {
    const next = at.reversedBy.replacedBy[0]?.id;
    at = history.find((each) => each.id === next);
  }
  return (at as History | undefined) ?? null; // the same objects that were given
}

function wordsOf(each: TransactionFieldsFragment): string {
  const parts = [
    day(each.tradeDate),
    label(each.kind),
    each.units ? units(each.units) : null,
    each.symbol,
    each.price ? `at ${moneyOf(each.price)}` : null,
    `cash ${signedMoney(each.amount.amount, each.amount.currency)}`,
  ];
  return parts.filter(Boolean).join(" ");
}
