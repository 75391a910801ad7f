import { Skeleton, Stack, Text, Title } from "@mantine/core";
import { type ReactNode, useEffect } from "react";
import type { Answer } from "../graph/useGraph.js";
import { ProblemNotice } from "./Notice.js";

/** The top of a route. */
export function Page(props: {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}) {
  useEffect(() => {
    document.title = `${props.title} · Wealthgraph`;
  }, [props.title]);
  return (
    <Stack gap="md">
      <div className="panel-head" style={{ marginBottom: 0 }}>
        <div style={{ minWidth: 0 }}>
          <Title order={1}>{props.title}</Title>
          {props.lead ? (
            <Text c="dimmed" size="sm" component="div">
              {props.lead}
            </Text>
          ) : null}
        </div>
        {props.actions}
      </div>
      {props.children}
    </Stack>
  );
}

/** Shows an answer: a skeleton before it, a problem instead of it, a problem above it when a part is missing. */
export function Shown<Data>(props: {
  readonly answer: Answer<Data>;
  readonly rows?: number;
  readonly children: (data: Data) => ReactNode;
}) {
  const { data, problem, reload } = props.answer;
  if (!data) {
    if (problem) return <ProblemNotice problem={problem} retry={reload} />;
    return <Waiting rows={props.rows ?? 4} />;
  }
  return (
    <>
      {problem ? <ProblemNotice problem={problem} retry={reload} /> : null}
      {props.children(data)}
    </>
  );
}

export function Waiting({ rows = 4 }: { readonly rows?: number }) {
  return (
    <Stack gap="xs" role="status" aria-label="Loading">
      {Array.from({ length: rows }, (_, index) => (
        <Skeleton key={index} height={index === 0 ? 28 : 18} width={`${100 - index * 9}%`} />
      ))}
    </Stack>
  );
}

/** Nothing here yet, and the way to change that. */
export function Empty(props: {
  readonly title: string;
  readonly children: ReactNode;
  readonly action?: ReactNode;
}) {
  return (
    <Stack align="center" gap={6} py="xl" px="md" ta="center">
      <Text fw={600}>{props.title}</Text>
      <Text size="sm" c="dimmed" maw={440}>
        {props.children}
      </Text>
      {props.action ? <div style={{ marginTop: 8 }}>{props.action}</div> : null}
    </Stack>
  );
}
