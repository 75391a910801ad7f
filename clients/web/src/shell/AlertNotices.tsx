import { Anchor, CloseButton, Group, Text } from "@mantine/core";
import type { ApolloClient } from "@apollo/client";
import { useApolloClient } from "@apollo/client/react";
import { Link } from "@tanstack/react-router";
import { useEffect, useState, useSyncExternalStore } from "react";
import {
  type AlertFieldsFragment,
  AlertFiredDocument,
  AlertsDocument,
} from "../generated/operations.js";
import { liveState } from "../graph/liveState.js";
import { firingOf, wishOf } from "../watch/alertWords.js";

const POLL_MS = 15_000;
const SHOWN_MAX = 4;

/** Alerts as they fire, over any page, until they are dismissed. */
export default function AlertNotices({ householdId }: { readonly householdId: string }) {
  const [fired, dismiss] = useFiredAlerts(householdId);
  return (
    <div className="toasts" role="status" aria-label="Alerts that fired">
      {fired.slice(-SHOWN_MAX).map((alert) => (
        <div key={alert.id} className="notice toast" data-tone="warn">
          <Group justify="space-between" wrap="nowrap" align="start" gap="xs">
            <div>
              <Anchor
                className="link"
                fw={600}
                size="sm"
                renderRoot={(link) => (
                  <Link
                    to="/holdings/$instrumentId"
                    params={{ instrumentId: alert.instrument.id }}
                    {...link}
                  />
                )}
              >
                Alert: {wishOf(alert)}
              </Anchor>
              <Text size="xs" c="dimmed">
                {firingOf(alert)}
              </Text>
            </div>
            <CloseButton aria-label={`Dismiss: ${wishOf(alert)}`} onClick={() => dismiss(alert)} />
          </Group>
        </div>
      ))}
    </div>
  );
}

/**
 * By the socket; asked for at the start, for what fired before it was open, and again and again
 * while it is refused.
 */
function useFiredAlerts(householdId: string) {
  const client = useApolloClient();
  const isPolling = useSyncExternalStore(liveState.subscribe, liveState.read) === "POLLING";
  const [fired, setFired] = useState<readonly AlertFieldsFragment[]>([]);
  const [since] = useState(() => shownUntil(householdId));
  useEffect(() => {
    const subscription = client
      .subscribe({ query: AlertFiredDocument, variables: { householdId }, fetchPolicy: "no-cache" })
      .subscribe({
        next: ({ data }) => {
          if (!data) return;
          setFired((old) => joined(old, [data.alertFired]));
          void client.refetchQueries({ include: [AlertsDocument] });
        },
      });
    return () => subscription.unsubscribe();
  }, [client, householdId]);
  useEffect(() => {
    const ask = (): void =>
      void firedSince(client, householdId, since)
        .then((news) => setFired((old) => joined(old, news)))
        .catch(() => undefined); // away: the next turn asks again
    ask();
    if (!isPolling) return undefined;
    const timer = setInterval(ask, POLL_MS);
    return () => clearInterval(timer);
  }, [client, householdId, isPolling, since]);
  const dismiss = (alert: AlertFieldsFragment): void => {
    setFired((old) =>
      old.map((each) => (each.id === alert.id ? { ...each, firedAt: null } : each)),
    );
    keepShownUntil(householdId, alert.firedAt);
  };
  return [fired.filter(({ firedAt }) => firedAt !== null), dismiss] as const;
}

async function firedSince(
  client: ApolloClient,
  householdId: string,
  since: string,
): Promise<readonly AlertFieldsFragment[]> {
  const options = { query: AlertsDocument, variables: { householdId } };
  const { data } = await client.query({ ...options, fetchPolicy: "network-only" });
  return (data?.household?.alerts ?? []).filter(
    ({ firedAt }) => firedAt !== null && firedAt > since,
  );
}

const keyOf = (householdId: string): string => `wealthgraph.alerts.${householdId}`;

/** @returns instant up to which alerts were dismissed here; at first, when the page was loaded */
function shownUntil(householdId: string): string {
  return localStorage.getItem(keyOf(householdId)) ?? new Date(performance.timeOrigin).toISOString();
}

function keepShownUntil(householdId: string, firedAt: string | null): void {
  if (firedAt !== null && firedAt > shownUntil(householdId))
    localStorage.setItem(keyOf(householdId), firedAt);
}

function joined(
  old: readonly AlertFieldsFragment[],
  news: readonly AlertFieldsFragment[],
): readonly AlertFieldsFragment[] {
  const fresh = news.filter(({ id }) => !old.some((known) => known.id === id));
  return fresh.length === 0 ? old : [...old, ...fresh];
}
