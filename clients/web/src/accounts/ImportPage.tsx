import { Anchor, Button, Group, Progress, SimpleGrid, Text } from "@mantine/core";
import { useSubscription } from "@apollo/client/react";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useSyncExternalStore } from "react";
import {
  AccountsDocument,
  ConfirmImportDocument,
  DiscardImportDocument,
  type ImportFieldsFragment,
  ImportPreviewDocument,
  type ImportPreviewQuery,
  ImportProgressDocument,
  UndoImportDocument,
} from "../generated/operations.js";
import { liveState } from "../graph/liveState.js";
import { problemOf } from "../graph/Problem.js";
import { type PagedAnswer, useAction, useGraph } from "../graph/useGraph.js";
import { count, label } from "../look/figures.js";
import { Notice, ProblemNotice } from "../look/Notice.js";
import { Panel } from "../look/Panel.js";
import { Empty, Page, Shown } from "../look/View.js";
import { useHousehold } from "../shell/household.js";
import { ImportRows } from "./ImportRows.js";
import { ImportState } from "./ImportsTable.js";

const route = getRouteApi("/app/imports/$importId");

type Import = NonNullable<ImportPreviewQuery["import"]>;
export type PreviewAnswer = PagedAnswer<
  ImportPreviewQuery,
  {
    importId: string | number;
    verdict?: Import["rows"]["edges"][number]["node"]["verdict"] | null | undefined;
    after?: string | null | undefined;
  }
>;

/** One file: read, looked at, confirmed, or taken back. */
export function ImportPage() {
  const { importId } = route.useParams();
  const { verdict } = route.useSearch();
  const answer = useGraph(ImportPreviewDocument, { importId, ...(verdict ? { verdict } : {}) });
  const current = answer.data?.import;
  useFollowImport(importId, current, answer.reload);
  return (
    <Page
      title={current?.fileName ?? "Import"}
      lead={
        current ? (
          <>
            into{" "}
            <Anchor
              className="link"
              size="sm"
              renderRoot={(props) => (
                <Link
                  to="/accounts/$accountId"
                  params={{ accountId: current.account.id }}
                  {...props}
                />
              )}
            >
              {current.account.name}
            </Anchor>
          </>
        ) : null
      }
      actions={current ? <ImportState status={current.status} /> : null}
    >
      <Shown answer={answer} rows={6}>
        {(data) =>
          data.import ? (
            <Stages current={data.import} answer={answer} />
          ) : (
            <Empty title="No such import">It may belong to another household.</Empty>
          )
        }
      </Shown>
    </Page>
  );
}

const IS_MOVING: ReadonlySet<string> = new Set(["AWAITING_UPLOAD", "PARSING", "PREVIEW"]);

/**
 * The socket tells of progress; where it is refused, the state is asked for. The rows are read again
 * when the state changes, and when an answer that was longer on its way than the news is the older one.
 */
function useFollowImport(importId: string, shown: Import | null | undefined, reload: () => void) {
  const news = useSubscription(ImportProgressDocument, { variables: { importId } });
  const isPolling = useSyncExternalStore(liveState.subscribe, liveState.read) === "POLLING";
  const status = shown?.status;
  const before = useRef(status);
  useEffect(() => {
    if (before.current !== undefined && before.current !== status) reload();
    before.current = status;
  }, [status, reload]);
  const isBehind = shown != null && (news.data?.importProgress.version ?? 0) > shown.version;
  const isAsked = isPolling && status !== undefined && IS_MOVING.has(status);
  const everyMs = isBehind ? 250 : isAsked ? 2_000 : null;
  useEffect(() => {
    if (everyMs === null) return;
    const timer = setInterval(reload, everyMs);
    return () => clearInterval(timer);
  }, [everyMs, reload]);
}

function Stages({ current, answer }: { readonly current: Import; readonly answer: PreviewAnswer }) {
  switch (current.status) {
    case "AWAITING_UPLOAD":
      return (
        <Notice
          tone="warn"
          title="The file has not arrived"
          action={<AnotherFile accountId={current.account.id} />}
        >
          The connection was cut before it was sent. Drop it again; nothing was booked.
        </Notice>
      );
    case "PARSING":
      return (
        <Panel title="Reading the file">
          <Progress value={current.progressPercent} aria-label="Read" size="lg" />
          <Text size="sm" c="dimmed" mt={6}>
            {current.progressPercent}% read, {count(current.rowsTotal)} records
          </Text>
        </Panel>
      );
    case "FAILED":
      return (
        <>
          <ProblemNotice
            problem={problemOf(current.failure?.message ?? "", {
              code: current.failure?.code ?? "INTERNAL",
            })}
          />
          <AnotherFile accountId={current.account.id} />
        </>
      );
    case "PREVIEW":
    case "CONFIRMED":
    case "UNDONE":
    case "DISCARDED":
      return (
        <>
          <Decision current={current} />
          <Counts current={current} />
          <ImportRows current={current} answer={answer} />
        </>
      );
  }
}

function AnotherFile({ accountId }: { readonly accountId: string }) {
  return (
    <Group>
      <Button
        variant="default"
        renderRoot={(props) => <Link to="/import" search={{ account: accountId }} {...props} />}
      >
        Drop another file
      </Button>
    </Group>
  );
}

function Decision({ current }: { readonly current: Import }) {
  const { canWrite } = useHousehold();
  switch (current.status) {
    case "CONFIRMED":
      return <Confirmed current={current} canWrite={canWrite} />;
    case "UNDONE":
      return (
        <Notice
          tone="quiet"
          title="This import was taken back"
          action={<AnotherFile accountId={current.account.id} />}
        >
          Its transactions are gone from the account. The same file can be imported again.
        </Notice>
      );
    case "DISCARDED":
      return (
        <Notice
          tone="quiet"
          title="This file was given up"
          action={<AnotherFile accountId={current.account.id} />}
        >
          Nothing of it was booked.
        </Notice>
      );
    case "PREVIEW":
    case "AWAITING_UPLOAD":
    case "PARSING":
    case "FAILED":
      return canWrite ? <Confirm current={current} /> : null;
  }
}

function Confirmed({
  current,
  canWrite,
}: {
  readonly current: Import;
  readonly canWrite: boolean;
}) {
  const undo = useAction(UndoImportDocument, [AccountsDocument]);
  return (
    <>
      <Notice
        tone="gain"
        title={`${count(current.rowsNew)} transactions are booked`}
        action={
          <Group gap="xs">
            {canWrite ? (
              <Button
                variant="default"
                size="xs"
                loading={undo.isBusy}
                onClick={() => void undo.run({ importId: current.id })}
              >
                Undo this import
              </Button>
            ) : null}
            <Button size="xs" renderRoot={(props) => <Link to="/holdings" {...props} />}>
              See the holdings
            </Button>
          </Group>
        }
      >
        {current.rowsSkipped > 0
          ? `${count(current.rowsSkipped)} rejected rows were skipped. `
          : ""}
        Daily values of the past are being computed.
      </Notice>
      <ProblemNotice problem={undo.problem} />
    </>
  );
}

function Confirm({ current }: { readonly current: ImportFieldsFragment }) {
  const confirm = useAction(ConfirmImportDocument, [AccountsDocument]);
  const discard = useAction(DiscardImportDocument, [AccountsDocument]);
  const navigate = useNavigate();
  const hasRejected = current.rowsRejected > 0;
  const run = (): void =>
    void confirm.run({ input: { importId: current.id, skipRejected: hasRejected } });
  const giveUp = async (): Promise<void> => {
    if (await discard.run({ importId: current.id })) await navigate({ to: "/accounts" });
  };
  return (
    <>
      <Notice
        tone={hasRejected ? "warn" : "gain"}
        title={`${current.broker ? label(current.broker) : "Unknown"} layout: ${count(current.rowsNew)} new transactions`}
        action={
          <Group gap="xs">
            <Button
              variant="default"
              size="xs"
              loading={discard.isBusy}
              onClick={() => void giveUp()}
            >
              Discard
            </Button>
            <Button
              size="xs"
              loading={confirm.isBusy}
              disabled={current.rowsNew === 0}
              onClick={run}
            >
              {hasRejected
                ? `Skip ${count(current.rowsRejected)} rejected, book the rest`
                : "Confirm and book"}
            </Button>
          </Group>
        }
      >
        {hasRejected
          ? "Rejected rows say why below. Skip them, or mend the file and drop it again."
          : "Look at the rows, then confirm. It can be undone."}
      </Notice>
      <ProblemNotice problem={confirm.problem ?? discard.problem} />
    </>
  );
}

function Counts({ current }: { readonly current: ImportFieldsFragment }) {
  const figures = [
    { name: "New", value: current.rowsNew },
    { name: "Already there", value: current.rowsDuplicate },
    { name: "Rejected", value: current.rowsRejected },
    { name: "Remarks", value: current.rowsInformational },
  ];
  return (
    <SimpleGrid cols={{ base: 2, sm: 4 }}>
      {figures.map(({ name, value }) => (
        <div className="stat" key={name}>
          <div className="stat-label">{name}</div>
          <div className="stat-value">{count(value)}</div>
        </div>
      ))}
    </SimpleGrid>
  );
}
