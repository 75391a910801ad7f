import { useApolloClient } from "@apollo/client/react";
import { useEffect } from "react";
import { PortfolioChangedDocument } from "../generated/operations.js";

/** Reads again what is on the screen when accounts change: in another tab, by another member, by an import. */
export function useFollowPortfolio(householdId: string): void {
  const client = useApolloClient();
  useEffect(() => {
    const subscription = client
      .subscribe({
        query: PortfolioChangedDocument,
        variables: { householdId },
        fetchPolicy: "no-cache",
      })
      .subscribe({
        next: ({ data }) => {
          if (data && data.portfolioChanged.reason !== "SUBSCRIBED")
            void client.refetchQueries({ include: "active" });
        },
      });
    return () => subscription.unsubscribe();
  }, [client, householdId]);
}
