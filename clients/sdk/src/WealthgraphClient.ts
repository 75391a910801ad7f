import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { print } from "graphql";
import { type Client, createClient } from "graphql-ws";
import {
  RefreshSessionDocument,
  SignInDocument,
  type SignInMutationVariables,
  SignOutDocument,
  SignUpDocument,
  type SignUpMutationVariables,
} from "./generated/operations.js";
import { type Session, SessionKeeper } from "./SessionKeeper.js";
import { type AnswerError, WealthgraphError } from "./WealthgraphError.js";

export interface WealthgraphClientOptions {
  /** Origin of the endpoint, for example http://127.0.0.1:4000. */
  readonly endpoint: string;
  /** A session kept from earlier. */
  readonly session?: Session;
  /** Told of every new session, and of null when it ended: the place to keep it. */
  readonly onSession?: (session: Session | null) => void;
}

interface Answer<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly AnswerError[];
}

/** Close code of a socket whose token is expired or revoked. */
const TOKEN_REFUSED = 4403;

/** How often, in a row, a subscription that ended as retryable is started again, and after how long first. */
const RESTARTS_MAX = 5;
const RESTART_MS = 200;

/** What a partner's program uses: queries and mutations over HTTP, subscriptions over WebSocket, silent refresh. */
export class WealthgraphClient {
  readonly #endpoint: URL;
  readonly #keeper: SessionKeeper;
  #sockets: Client | null = null;

  constructor(options: WealthgraphClientOptions) {
    this.#endpoint = new URL(options.endpoint);
    this.#keeper = new SessionKeeper({
      session: options.session ?? null,
      onSession: options.onSession ?? (() => undefined),
      refresh: async (refreshToken) =>
        (await this.#send(RefreshSessionDocument, { refreshToken }, null)).refreshSession,
    });
  }

  get session(): Session | null {
    return this.#keeper.session;
  }

  async signUp(input: SignUpMutationVariables["input"]): Promise<void> {
    this.#keeper.session = (await this.#send(SignUpDocument, { input }, null)).signUp;
  }

  async signIn(input: SignInMutationVariables["input"]): Promise<void> {
    this.#keeper.session = (await this.#send(SignInDocument, { input }, null)).signIn;
  }

  /** Renews the session now, so that a household joined a moment ago is in the token. */
  async renewSession(): Promise<void> {
    await this.#keeper.renew();
    await this.#closeSockets();
  }

  async signOut(): Promise<void> {
    const refreshToken = this.#keeper.session?.refreshToken;
    if (refreshToken) await this.request(SignOutDocument, { refreshToken });
    this.#keeper.session = null;
    await this.#closeSockets();
  }

  /**
   * One query or mutation.
   *
   * @returns the data, complete
   * @throws {WealthgraphError} when the answer carries any error
   */
  async request<Data, Variables extends object>(
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
  ): Promise<Data> {
    try {
      return await this.#send(document, variables, await this.#keeper.accessToken());
    } catch (error) {
      const isStale =
        error instanceof WealthgraphError &&
        error.code === "UNAUTHENTICATED" &&
        this.#keeper.session;
      if (!isStale) throw error;
      return this.#send(document, variables, await this.#keeper.renew());
    }
  }

  /**
   * Live events. The socket reconnects by itself, with a fresh token. A subscription that the
   * endpoint ended because it could not keep up, or because a part behind it was away, is started
   * again: fields with a state send the present one first.
   *
   * @throws {WealthgraphError} from the iteration, when the subscription is refused or stays away
   */
  async *subscribe<Data, Variables extends Record<string, unknown>>(
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
  ): AsyncGenerator<Data, void, undefined> {
    for (let failures = 0; ; failures += 1) {
      try {
        for await (const data of this.#events(document, variables)) {
          failures = 0;
          yield data;
        }
        return;
      } catch (error) {
        const reason = toWealthgraphError(error);
        if (!reason.retryable || failures >= RESTARTS_MAX) throw reason;
        await new Promise((resume) => setTimeout(resume, RESTART_MS * 2 ** failures));
      }
    }
  }

  async *#events<Data, Variables extends Record<string, unknown>>(
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
  ): AsyncGenerator<Data, void, undefined> {
    this.#sockets ??= this.#openSockets();
    for await (const { data, errors } of this.#sockets.iterate<Data>({
      query: print(document),
      variables,
    })) {
      if (errors) throw new WealthgraphError(errors as readonly AnswerError[]);
      if (data) yield data;
    }
  }

  /**
   * Sends a file to the address `createImport` returned.
   *
   * @param uploadUrl path below the endpoint
   */
  async upload(uploadUrl: string, file: string | Uint8Array<ArrayBuffer>): Promise<void> {
    const response = await fetch(new URL(uploadUrl, this.#endpoint), {
      method: "PUT",
      headers: { "content-type": "application/octet-stream" },
      body: file,
    }).catch((error: unknown) => {
      throw WealthgraphError.unavailable(error);
    });
    const answer = (await response.json().catch(() => ({}))) as Answer<unknown>;
    if (!response.ok) throw new WealthgraphError(answer.errors ?? []);
  }

  /** Closes the socket; running subscriptions end. */
  async close(): Promise<void> {
    await this.#closeSockets();
  }

  async #send<Data, Variables extends object>(
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
    accessToken: string | null,
  ): Promise<Data> {
    let answer: Answer<Data>;
    try {
      const response = await fetch(new URL("/graphql", this.#endpoint), {
        method: "POST",
        headers: {
          "content-type": "application/json",
          accept: "application/json",
          ...(accessToken ? { authorization: `Bearer ${accessToken}` } : {}),
        },
        body: JSON.stringify({ query: print(document), variables }),
      });
      answer = (await response.json()) as Answer<Data>;
    } catch (error) {
      throw WealthgraphError.unavailable(error);
    }
    if (answer.errors?.length || !answer.data) throw new WealthgraphError(answer.errors ?? []);
    return answer.data;
  }

  #openSockets(): Client {
    const url = new URL("/graphql", this.#endpoint);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    return createClient({
      url: url.href,
      lazy: true,
      retryAttempts: 10,
      shouldRetry: () => this.#keeper.session !== null,
      on: {
        closed: (event) => {
          if ((event as { readonly code?: number }).code === TOKEN_REFUSED) this.#keeper.expire();
        },
      },
      connectionParams: async () => {
        const token = await this.#keeper.accessToken();
        return token ? { authorization: `Bearer ${token}` } : {};
      },
    });
  }

  async #closeSockets(): Promise<void> {
    const sockets = this.#sockets;
    this.#sockets = null;
    await sockets?.dispose();
  }
}

/** graphql-ws throws a list of errors, a close event or an Error. */
function toWealthgraphError(error: unknown): WealthgraphError {
  if (error instanceof WealthgraphError) return error;
  if (Array.isArray(error)) return new WealthgraphError(error as AnswerError[]);
  const { code, reason } = error as { readonly code?: number; readonly reason?: string };
  if (typeof code === "number") {
    const refused = code === 4401 || code === 4403;
    return new WealthgraphError([
      {
        message: reason || `socket closed (${code})`,
        extensions: { code: refused ? "UNAUTHENTICATED" : "UNAVAILABLE" },
      },
    ]);
  }
  return WealthgraphError.unavailable(error);
}
