import { Page } from "../look/View.js";
import { useHousehold } from "../shell/household.js";
import { Alerts } from "./Alerts.js";
import { Watchlists } from "./Watchlists.js";

/** Instruments the household keeps an eye on, and the prices it wants to be told of. */
export function WatchPage() {
  const { household } = useHousehold();
  return (
    <Page
      title="Watch"
      lead="Instruments you keep an eye on; alerts show on every page as they fire"
    >
      <Watchlists householdId={household.id} />
      <Alerts householdId={household.id} />
    </Page>
  );
}
