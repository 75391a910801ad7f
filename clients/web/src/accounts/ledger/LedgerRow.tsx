import { Anchor, Button, Group } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { TransactionFieldsFragment } from "../../generated/operations.js";
import { day, label, moneyOf, signedMoney, units } from "../../look/figures.js";
import { isEditable } from "./draft.js";
import type { Ledger } from "./useLedger.js";

/** A booked transaction. */
export function LedgerRow(props: {
  readonly transaction: TransactionFieldsFragment;
  readonly ledger: Ledger | null;
  readonly isActive: boolean;
  readonly activate: () => void;
}) {
  const { transaction: each, ledger, isActive, activate } = props;
  return (
    <tr
      className="ledger-row"
      data-row={each.id}
      tabIndex={ledger ? (isActive ? 0 : -1) : undefined}
      onFocus={activate}
    >
      <td style={{ whiteSpace: "nowrap" }}>{day(each.tradeDate)}</td>
      <td>{label(each.kind)}</td>
      <td style={{ minWidth: 180 }}>
        <What transaction={each} />
      </td>
      <td className="number">{each.units ? units(each.units) : "–"}</td>
      <td className="number">{moneyOf(each.price)}</td>
      <td className="number">{Number(each.fees.amount) === 0 ? "–" : moneyOf(each.fees)}</td>
      <td className={Number(each.amount.amount) > 0 ? "number gain" : "number"}>
        {signedMoney(each.amount.amount, each.amount.currency)}
      </td>
      {ledger ? <Actions transaction={each} ledger={ledger} /> : null}
    </tr>
  );
}

function What({ transaction: each }: { readonly transaction: TransactionFieldsFragment }) {
  return (
    <>
      {each.instrument ? (
        <Anchor
          className="link"
          size="sm"
          renderRoot={(props) => (
            <Link
              to="/holdings/$instrumentId"
              params={{ instrumentId: each.instrument?.id ?? "" }}
              {...props}
            />
          )}
        >
          {each.symbol}
        </Anchor>
      ) : null}
      <div className="note">
        {each.description}
        {each.import ? "" : " (entered by hand)"}
      </div>
    </>
  );
}

function Actions(props: {
  readonly transaction: TransactionFieldsFragment;
  readonly ledger: Ledger;
}) {
  const { transaction: each, ledger } = props;
  const name = `${label(each.kind)} ${each.symbol ?? ""} of ${day(each.tradeDate)}`;
  return (
    <td className="number">
      <Group gap={4} wrap="nowrap" justify="flex-end">
        {isEditable(each) ? (
          <Button
            size="compact-xs"
            variant="default"
            aria-label={`Correct ${name}`}
            disabled={ledger.editing !== null}
            onClick={() => ledger.edit(each)}
          >
            Correct
          </Button>
        ) : null}
        <Button
          size="compact-xs"
          variant="default"
          aria-label={`Take back ${name}`}
          disabled={ledger.editing !== null || ledger.isBusy}
          onClick={() => void ledger.takeBack(each)}
        >
          Take back
        </Button>
      </Group>
    </td>
  );
}
