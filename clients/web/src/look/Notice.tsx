import { Button, Group, Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { Problem } from "../graph/Problem.js";

/** What happened and what to do next. */
export function Notice(props: {
  readonly tone: "loss" | "warn" | "gain" | "quiet";
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}) {
  return (
    <div
      className="notice"
      data-tone={props.tone}
      role={props.tone === "loss" ? "alert" : "status"}
    >
      <Group justify="space-between" gap="sm">
        <div style={{ flex: 1, minWidth: 200 }}>
          <Text fw={600} size="sm">
            {props.title}
          </Text>
          {props.children ? (
            <Text size="sm" c="dimmed" component="div">
              {props.children}
            </Text>
          ) : null}
        </div>
        {props.action}
      </Group>
    </div>
  );
}

/** A problem where it arose; with a way to try again where that may help. */
export function ProblemNotice(props: {
  readonly problem: Problem | null;
  readonly retry?: (() => void) | undefined;
}) {
  const { problem, retry } = props;
  if (!problem) return null;
  const tone = problem.code === "CONFLICT" ? "warn" : "loss";
  return (
    <Notice
      tone={tone}
      title={problem.title}
      action={
        retry ? (
          <Button size="xs" variant="default" onClick={retry}>
            Try again
          </Button>
        ) : undefined
      }
    >
      {problem.nextStep}
    </Notice>
  );
}
