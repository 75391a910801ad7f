import type { Viewer } from "@wealthgraph/chassis/viewer";
import { currentViewer, signedInAs } from "../operations/currentViewer.js";
import type { World } from "../operations/ports.js";
import type { Session } from "../operations/session.js";

/** Who asks in one request, with the memberships of now. */
export class RequestViewer {
  readonly #world: World;
  #viewer: Viewer; // as the token says, or the session this request began
  #current: Promise<Viewer> | null = null;

  constructor(world: World, viewer: Viewer) {
    this.#world = world;
    this.#viewer = viewer;
  }

  /** Read once, until something changes the memberships. */
  current(): Promise<Viewer> {
    this.#current ??= currentViewer(this.#world, this.#viewer);
    return this.#current;
  }

  /** Runs a change; what is asked after it is asked with the memberships it left. */
  async change<T>(work: (viewer: Viewer) => Promise<T>): Promise<T> {
    try {
      return await work(await this.current());
    } finally {
      this.#current = null;
    }
  }

  /** The rest of the request is answered to whom the session belongs. */
  async begin(starting: Promise<Session>): Promise<Session> {
    const session = await starting;
    this.#viewer = signedInAs(session.user.id);
    this.#current = null;
    return session;
  }
}
