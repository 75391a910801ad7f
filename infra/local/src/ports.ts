import { randomInt } from "node:crypto";
import { createServer } from "node:net";
import { Failure } from "@wealthgraph/kernel/refusal";

/**
 * Below the range from which systems number outgoing connections: a process that is started again
 * finds its port free.
 */
const FIRST = 20_000;
const ATTEMPTS = 200; // from a random one upwards
const PAST_LAST = 32_000 - ATTEMPTS;

/** @returns null when the address can be listened on, else the system's error code */
export function listenFault(host: string, port: number): Promise<string | null> {
  return new Promise((done) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => done(error.code ?? error.message));
    server.listen(port, host, () => server.close(() => done(null)));
  });
}

/**
 * @param taken ports already promised to someone
 * @returns a port of 127.0.0.1 nobody listens on now
 * @throws {Failure} NO_FREE_PORT
 */
export async function freePort(taken: readonly number[] = []): Promise<number> {
  const first = randomInt(FIRST, PAST_LAST);
  for (let port = first; port < first + ATTEMPTS; port += 1) {
    if (!taken.includes(port) && (await listenFault("127.0.0.1", port)) === null) return port;
  }
  throw new Failure("NO_FREE_PORT");
}

/**
 * @param promised ports somebody will listen on soon
 * @returns one free port for every name
 */
export async function freePorts(
  names: readonly string[],
  promised: readonly number[],
): Promise<Record<string, number>> {
  const ports: Record<string, number> = {};
  for (const name of names) ports[name] = await freePort([...promised, ...Object.values(ports)]);
  return ports;
}

/**
 * Makes sure the endpoint's own address is free, before anything is started.
 *
 * @throws {Failure} ADDRESS_NOT_FREE, with one sentence for a person as its cause
 */
export async function requireFree(host: string, port: number): Promise<void> {
  const fault = await listenFault(host, port);
  if (fault === null) return;
  const why: Record<string, string> = {
    EADDRINUSE: `Port ${port} is taken by another program: stop that one, or start with another, as in PORT=${port + 1} npm start.`,
    EACCES: `This user may not listen on port ${port}: start with one above 1023, as in PORT=4000 npm start.`,
    EADDRNOTAVAIL: `This machine has no address ${host}: start with HOST=127.0.0.1 or HOST=0.0.0.0.`,
  };
  throw new Failure("ADDRESS_NOT_FREE", {
    cause: new Error(why[fault] ?? `Nothing can listen on ${host} port ${port} (${fault}).`),
  });
}
