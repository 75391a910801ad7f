import { useApolloClient } from "@apollo/client/react";
import {
  Anchor,
  AppShell,
  Container,
  Group,
  NativeSelect,
  Popover,
  Text,
  UnstyledButton,
} from "@mantine/core";
import { Link, Outlet } from "@tanstack/react-router";
import { lazy, useEffect, useEffectEvent, useState, useSyncExternalStore } from "react";
import { ViewerDocument, type ViewerQuery } from "../generated/operations.js";
import { useGraph } from "../graph/useGraph.js";
import { Icon, type IconName } from "../look/Icon.js";
import { locale } from "../look/locale.js";
import { Later } from "../look/Later.js";
import { Empty, Shown } from "../look/View.js";
import { signOut } from "../session/signOut.js";
import { ConnectionNotice } from "./ConnectionNotice.js";
import { HouseholdProvider, useHousehold } from "./household.js";
import { SchemeToggle } from "./SchemeToggle.js";
import { useComeBack } from "./useComeBack.js";
import { useFollowPortfolio } from "./useFollowPortfolio.js";
import { ToolButton } from "./ToolButton.js";

const KeepLastSeen = lazy(() => import("../offline/KeepLastSeen.js"));
const AlertNotices = lazy(() => import("./AlertNotices.js"));

interface View {
  readonly to: string;
  readonly icon: IconName;
  readonly name: string;
  /** On a phone it stands behind "More". */
  readonly isFurther?: true;
}

const VIEWS: readonly View[] = [
  { to: "/", icon: "overview", name: "Overview" },
  { to: "/holdings", icon: "holdings", name: "Holdings" },
  { to: "/performance", icon: "performance", name: "Performance" },
  { to: "/watch", icon: "watch", name: "Watch", isFurther: true },
  { to: "/accounts", icon: "accounts", name: "Accounts", isFurther: true },
  { to: "/plan", icon: "plan", name: "Plan" },
  { to: "/tax", icon: "tax", name: "Tax", isFurther: true },
  { to: "/settings", icon: "settings", name: "Settings", isFurther: true },
];

/** What every view has around it, for somebody who is signed in. */
export function Shell() {
  const [restored, setRestored] = useState(0);
  useComeBack();
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 216, breakpoint: "sm", collapsed: { mobile: true } }}
      footer={{ height: { base: 58, sm: 0 } }}
      padding={0}
    >
      <a className="skip link" href="#content">
        Skip to the content
      </a>
      <Header />
      <AppShell.Navbar p="sm" bg="var(--wg-ground)" aria-label="Views">
        <Views />
        <Text size="xs" c="dimmed" mt="auto" p="xs">
          Informational only, not investment, tax or legal advice.
        </Text>
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1} style={{ outline: "none" }}>
        <Container size={1440} px={{ base: "sm", sm: "lg" }} py={{ base: "md", sm: "lg" }}>
          <Signed key={restored} onRestored={() => setRestored(restored + 1)} />
          <Text size="xs" c="dimmed" mt="lg" hiddenFrom="sm">
            Informational only, not investment, tax or legal advice.
          </Text>
        </Container>
      </AppShell.Main>
      <AppShell.Footer hiddenFrom="sm" bg="var(--wg-card)" aria-label="Views" component="nav">
        <div className="tab-bar">
          <Links views={VIEWS.filter(({ isFurther }) => !isFurther)} />
          <Further />
        </div>
      </AppShell.Footer>
    </AppShell>
  );
}

/** Who is signed in and what they look at; without the endpoint, as they saw it last. */
function Signed({ onRestored }: { readonly onRestored: () => void }) {
  const client = useApolloClient();
  const answer = useGraph(ViewerDocument, {});
  const isAway = answer.data === null && answer.problem?.code === "UNAVAILABLE";
  const restored = useEffectEvent(onRestored);
  useEffect(() => {
    if (!isAway) return;
    void import("../offline/lastSeen.js")
      .then(({ restoreLastSeen }) => restoreLastSeen(client))
      .then((isThere) => (isThere ? restored() : undefined))
      .catch(() => undefined); // nothing is kept: the problem stays on the screen
  }, [client, isAway]);
  return (
    <Shown answer={answer} rows={6}>
      {(data) => <Content data={data} />}
    </Shown>
  );
}

function Content({ data }: { readonly data: ViewerQuery }) {
  const [first] = data.viewer.households;
  if (!first)
    return (
      <Empty title="You are in no household">
        Ask somebody to invite you, or sign up again with another address to make one of your own.
      </Empty>
    );
  return (
    <HouseholdProvider viewer={data.viewer} first={first}>
      <Followed />
    </HouseholdProvider>
  );
}

function Followed() {
  const { viewer, household, choose } = useHousehold();
  useFollowPortfolio(household.id);
  const written = useSyncExternalStore(locale.subscribe, locale.read);
  return (
    <>
      <ConnectionNotice />
      {viewer.households.length > 1 ? (
        <NativeSelect
          aria-label="Household"
          mb="md"
          maw={320}
          value={household.id}
          data={viewer.households.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(event) => choose(event.currentTarget.value)}
        />
      ) : null}
      <Outlet key={`${household.id} ${written}`} />
      <Later>
        <AlertNotices key={household.id} householdId={household.id} />
        <KeepLastSeen householdId={household.id} />
      </Later>
    </>
  );
}

function Header() {
  return (
    <AppShell.Header bg="var(--wg-ground)">
      <Group h="100%" px="md" justify="space-between" wrap="nowrap">
        <Anchor renderRoot={(props) => <Link to="/" {...props} />} underline="never" c="inherit">
          <Group gap="xs" wrap="nowrap">
            <img src="/icon.svg" alt="" width={28} height={28} />
            <Text fw={700} size="lg" style={{ letterSpacing: "-0.02em" }}>
              Wealthgraph
            </Text>
          </Group>
        </Anchor>
        <Group gap={4} wrap="nowrap">
          <SchemeToggle />
          <ToolButton label="Sign out" icon="out" onClick={() => void signOut()} />
        </Group>
      </Group>
    </AppShell.Header>
  );
}

function Views() {
  return (
    <nav aria-label="Views" style={{ display: "grid", gap: 2 }}>
      <Links views={VIEWS} />
    </nav>
  );
}

/** The views that have no place in a phone's bar. */
function Further() {
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover position="top-end" shadow="md" opened={isOpen} onChange={setOpen}>
      <Popover.Target>
        <UnstyledButton className="nav-link" onClick={() => setOpen(!isOpen)}>
          <Icon name="more" size={20} />
          More
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown p={6} onClick={() => setOpen(false)}>
        <nav aria-label="Further views" className="further">
          <Links views={VIEWS.filter(({ isFurther }) => isFurther)} />
        </nav>
      </Popover.Dropdown>
    </Popover>
  );
}

function Links({ views }: { readonly views: readonly View[] }) {
  return views.map(({ to, icon, name }) => (
    <Link
      key={to}
      to={to}
      className="nav-link"
      activeOptions={{ exact: to === "/", includeSearch: false }}
    >
      <Icon name={icon} size={20} />
      {name}
    </Link>
  ));
}
