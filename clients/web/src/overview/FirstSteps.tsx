import { Button, Group, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { FirstStepsDocument } from "../generated/operations.js";
import { useGraph } from "../graph/useGraph.js";
import { Icon } from "../look/Icon.js";
import { Panel } from "../look/Panel.js";

/** What to do first; gone when it is done. */
export function FirstSteps({ householdId }: { readonly householdId: string }) {
  const household = useGraph(FirstStepsDocument, { householdId }).data?.household;
  if (!household) return null;
  const steps = [
    {
      done: household.accounts.length > 0,
      to: "/import",
      name: "Bring a file",
      why: "your broker's export of transactions",
    },
    {
      done: household.people.length > 0,
      to: "/settings",
      name: "Add a person",
      why: "a birth date gives plans a horizon",
    },
    {
      done: household.goals.length > 0,
      to: "/plan",
      name: "Set a goal",
      why: "and see how likely it is",
    },
  ];
  if (steps.every((step) => step.done)) return null;
  return (
    <Panel title="First steps">
      <Group gap="sm">
        {steps.map((step) => (
          <Button
            key={step.name}
            variant={step.done ? "default" : "filled"}
            leftSection={step.done ? <Icon name="check" /> : null}
            h="auto"
            py={8}
            renderRoot={(props) => <Link to={step.to} {...props} />}
          >
            <span style={{ textAlign: "left" }}>
              {step.name}
              <Text size="xs" component="span" display="block" fw={400} c="inherit">
                {step.done ? "done" : step.why}
              </Text>
            </span>
          </Button>
        ))}
      </Group>
    </Panel>
  );
}
