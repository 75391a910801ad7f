import { Anchor, CloseButton, Group, Text } from "@mantine/core";
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
            <CloseButton
              aria-label={`Dismiss: ${wishOf(alert)}`}
              onClick={() => dismiss(alert.id)}
            />
          </Group>
        </div>
      ))}
    </div>
  );
}

/** By the socket; while that is refused, by asking. */
function useFiredAlerts(householdId: string) {
  const client = useApolloClient();
  const isPolling = useSyncExternalStore(liveState.subscribe, liveState.read) === "POLLING";
  const [fired, setFired] = useState<readonly AlertFieldsFragment[]>([]);
  const [since] = useState(() => new Date().toISOString());
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
    if (!isPolling) return undefined;
    const ask = (): void =>
      void client
        .query({ query: AlertsDocument, variables: { householdId }, fetchPolicy: "network-only" })
        .then(({ data }) => {
          const news = (data?.household?.alerts ?? []).filter(
            ({ firedAt }) => firedAt !== null && firedAt > since,
          );
          setFired((old) => joined(old, news));
        })
        .catch(() => undefined); // away: the next turn asks again
    ask();
    const timer = setInterval(ask, POLL_MS);
    return () => clearInterval(timer);
  }, [client, householdId, isPolling, since]);
  const [dismissed, setDismissed] = useState<readonly string[]>([]);
  const shown = fired.filter(({ id }) => !dismissed.includes(id));
  return [shown, (id: string): void => setDismissed((old) => [...old, id])] as const;
}

function joined(
  old: readonly AlertFieldsFragment[],
  news: readonly AlertFieldsFragment[],
): readonly AlertFieldsFragment[] {
  const fresh = news.filter(({ id }) => !old.some((known) => known.id === id));
  return fresh.length === 0 ? old : [...old, ...fresh];
}
