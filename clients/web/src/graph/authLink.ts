import { ApolloLink } from "@apollo/client/link";
import { ServerError } from "@apollo/client/errors";
import { catchError, from, mergeMap, type Observable, of, throwError } from "rxjs";
import type { SessionKeeper } from "../session/SessionKeeper.js";
import { fromBody } from "./Problem.js";

/** Sends every operation with a valid token; an expired one is renewed and the operation sent again, once. */
export function authLink(keeper: SessionKeeper): ApolloLink {
  return new ApolloLink((operation, forward) => {
    const send = (token: string | null): Observable<ApolloLink.Result> => {
      operation.setContext((context: { readonly headers?: Record<string, string> }) => ({
        headers: { ...context.headers, ...(token ? { authorization: `Bearer ${token}` } : {}) },
      }));
      return forward(operation);
    };
    const sendAgain = (refused: string | null): Observable<ApolloLink.Result> =>
      from(keeper.renew(refused)).pipe(mergeMap(send));
    return from(keeper.accessToken()).pipe(
      mergeMap((token) =>
        send(token).pipe(
          mergeMap((result) => (isRefused(result) ? sendAgain(token) : of(result))),
          catchError((error: unknown) =>
            isRefusedAnswer(error) ? sendAgain(token) : throwError(() => error),
          ),
        ),
      ),
    );
  });
}

function isRefused(result: ApolloLink.Result): boolean {
  return (result.errors ?? []).some((error) => error.extensions?.["code"] === "UNAUTHENTICATED");
}

function isRefusedAnswer(error: unknown): boolean {
  return ServerError.is(error) && fromBody(error.bodyText)?.code === "UNAUTHENTICATED";
}
