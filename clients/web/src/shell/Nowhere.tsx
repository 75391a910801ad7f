import { Button, Center } from "@mantine/core";
import { type ErrorComponentProps, Link } from "@tanstack/react-router";
import { toProblem } from "../graph/Problem.js";
import { Notice } from "../look/Notice.js";
import { Empty } from "../look/View.js";

export function Nowhere() {
  return (
    <Center mih="60vh">
      <Empty
        title="There is nothing at this address"
        action={<Button renderRoot={(props) => <Link to="/" {...props} />}>To the overview</Button>}
      >
        The link may be old, or what it led to was removed.
      </Empty>
    </Center>
  );
}

/** A view that could not be shown; the rest of the page stays. */
export function Broken({ error, reset }: ErrorComponentProps) {
  const message = error instanceof Error ? error.message : String(error);
  const isPart = message.includes("dynamically imported module");
  const problem = toProblem(error);
  return (
    <Notice
      tone="loss"
      title={isPart ? "A part of the page could not be loaded" : "This view could not be shown"}
      action={
        <Button variant="default" size="xs" onClick={isPart ? () => location.reload() : reset}>
          Try again
        </Button>
      }
    >
      {isPart ? problem.nextStep : message}
    </Notice>
  );
}
