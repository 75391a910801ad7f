import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { createServer, type Server } from "node:net";
import { freePort, freePorts, listenFault, requireFree } from "./ports.js";

let server: Server;
let taken: number;

beforeEach(async () => {
  taken = await freePort();
  server = createServer();
  await new Promise<void>((done) => server.listen(taken, "127.0.0.1", done));
});

afterEach(() => new Promise((done) => server.close(done)));

describe("freePorts", () => {
  it("gives every name a port of its own that can be listened on", async () => {
    const ports = await freePorts(["users", "tax", "planning"], []);
    expect(new Set(Object.values(ports)).size).toBe(3);
    for (const port of Object.values(ports))
      expect(await listenFault("127.0.0.1", port)).toBeNull();
  });
});

describe("freePort", () => {
  it("gives no port that is in use or promised, however many are", async () => {
    const promised = Array.from({ length: 11_900 }, (_, index) => 20_000 + index).filter(
      (port) => port % 50 !== 0,
    );
    for (let turn = 0; turn < 20; turn += 1) {
      const port = await freePort(promised);
      expect(promised).not.toContain(port);
      expect(port).not.toBe(taken);
    }
  });
});

describe("requireFree", () => {
  it("lets a free port pass", async () => {
    await requireFree("127.0.0.1", await freePort([taken]));
  });

  it("says in one sentence that the port is taken, and how to take another", async () => {
    await expect(requireFree("127.0.0.1", taken)).rejects.toMatchObject({
      code: "ADDRESS_NOT_FREE",
      cause: { message: expect.stringMatching(`^Port ${taken} is taken .* PORT=${taken + 1}`) },
    });
  });

  it("says that the machine has no such address", async () => {
    await expect(requireFree("192.0.2.1", taken)).rejects.toMatchObject({
      cause: { message: expect.stringContaining("This machine has no address 192.0.2.1") },
    });
  });
});
