import { SimpleGrid } from "@mantine/core";
import { PeopleDocument, type PeopleQuery } from "../generated/operations.js";
import { useGraph } from "../graph/useGraph.js";
import { Page, Shown } from "../look/View.js";
import { useHousehold } from "../shell/household.js";
import { Appearance } from "./Appearance.js";
import { JoinHousehold, Members } from "./Members.js";
import { People } from "./People.js";
import { Security } from "./Security.js";

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
      <Security />
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Appearance />
        <JoinHousehold />
      </SimpleGrid>
    </Page>
  );
}
