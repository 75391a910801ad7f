import { Button, Center, SegmentedControl } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import type { ImportPreviewQuery } from "../generated/operations.js";
import { day, label, moneyOf, units } from "../look/figures.js";
import { Panel } from "../look/Panel.js";
import { Empty } from "../look/View.js";
import { VERDICTS } from "../search.js";
import type { PreviewAnswer } from "./ImportPage.js";

const route = getRouteApi("/app/imports/$importId");

type Import = NonNullable<ImportPreviewQuery["import"]>;
type Row = Import["rows"]["edges"][number]["node"];

const NAMES: Readonly<Record<Row["verdict"], string>> = {
  NEW: "New",
  DUPLICATE: "Already there",
  REJECTED: "Rejected",
  INFORMATIONAL: "Remarks",
};
const TONES: Readonly<Partial<Record<Row["verdict"], string>>> = { NEW: "gain", REJECTED: "loss" };

/** Every record of the file with what becomes of it. */
export function ImportRows({
  current,
  answer,
}: {
  readonly current: Import;
  readonly answer: PreviewAnswer;
}) {
  const { verdict } = route.useSearch();
  const navigate = route.useNavigate();
  const { edges, pageInfo } = current.rows;
  return (
    <Panel
      title="Rows of the file"
      actions={
        <SegmentedControl
          size="xs"
          aria-label="Rows shown"
          value={verdict ?? ""}
          data={[
            { value: "", label: "All" },
            ...VERDICTS.map((value) => ({ value, label: NAMES[value] })),
          ]}
          onChange={(value) =>
            void navigate({
              search: { verdict: VERDICTS.find((each) => each === value) },
              replace: true,
              resetScroll: false,
            })
          }
        />
      }
    >
      {edges.length === 0 ? (
        <Empty title="No row here">Choose another verdict above.</Empty>
      ) : (
        <RowTable rows={edges.map(({ node }) => node)} />
      )}
      {pageInfo.hasNextPage ? (
        <Center mt="sm">
          <Button
            variant="default"
            size="xs"
            onClick={() => answer.more({ after: pageInfo.endCursor })}
          >
            Show more rows
          </Button>
        </Center>
      ) : null}
    </Panel>
  );
}

function RowTable({ rows }: { readonly rows: readonly Row[] }) {
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label="Rows, scrollable">
      <table className="plain-table figures">
        <thead>
          <tr>
            <th scope="col" className="number">
              Line
            </th>
            <th scope="col">Verdict</th>
            <th scope="col">Day</th>
            <th scope="col">What</th>
            <th scope="col" className="number">
              Units
            </th>
            <th scope="col" className="number">
              Price
            </th>
            <th scope="col" className="number">
              Amount
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <RowLine key={row.line} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function RowLine({ row }: { readonly row: Row }) {
  const isRead = row.kind !== null;
  return (
    <tr>
      <td className="number">{row.line}</td>
      <td>
        <span className="tag" data-tone={TONES[row.verdict]}>
          {NAMES[row.verdict]}
        </span>
      </td>
      <td style={{ whiteSpace: "nowrap" }}>{row.tradeDate ? day(row.tradeDate) : "–"}</td>
      <td style={{ minWidth: 220 }}>
        {row.kind ? `${label(row.kind)} ${row.symbol ?? ""}` : null}
        {row.reason ? <div className="loss">{row.reason.message}</div> : null}
        {row.note ? <div>{row.note}</div> : null}
        {isRead ? null : <div className="raw">{row.raw.slice(0, 300)}</div>}
      </td>
      <td className="number">{row.units ? units(row.units) : "–"}</td>
      <td className="number">{moneyOf(row.price)}</td>
      <td className="number">{moneyOf(row.amount)}</td>
    </tr>
  );
}
