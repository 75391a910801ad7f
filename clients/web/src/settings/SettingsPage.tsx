import { SegmentedControl, SimpleGrid, Text, useMantineColorScheme } from "@mantine/core";
import { PeopleDocument, type PeopleQuery } from "../generated/operations.js";
import { useGraph } from "../graph/useGraph.js";
import { Panel } from "../look/Panel.js";
import { Page, Shown } from "../look/View.js";
import { useHousehold } from "../shell/household.js";
import { JoinHousehold, Members } from "./Members.js";
import { People } from "./People.js";

export type SettingsHousehold = NonNullable<PeopleQuery["household"]>;

/** Who belongs to the household, who may see it, and how it looks here. */
export function SettingsPage() {
  const { household, viewer } = useHousehold();
  const answer = useGraph(PeopleDocument, { householdId: household.id });
  return (
    <Page title="Settings" lead={`Signed in as ${viewer.displayName}, ${viewer.email}`}>
      <Shown answer={answer} rows={6}>
        {(data) =>
          data.household ? (
            <>
              <People household={data.household} />
              <Members household={data.household} />
            </>
          ) : null
        }
      </Shown>
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Appearance />
        <JoinHousehold />
      </SimpleGrid>
    </Page>
  );
}

function Appearance() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Panel title="Appearance">
      <SegmentedControl
        aria-label="Colors"
        value={colorScheme}
        data={[
          { value: "auto", label: "As the system" },
          { value: "light", label: "Light" },
          { value: "dark", label: "Dark" },
        ]}
        onChange={(value) => setColorScheme(value === "dark" || value === "light" ? value : "auto")}
      />
      <Text size="sm" c="dimmed" mt="xs">
        Kept in this browser. Amounts are written in US dollars, the household's base currency.
      </Text>
    </Panel>
  );
}
