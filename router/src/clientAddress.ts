import type { IncomingMessage } from "node:http";

/**
 * @param trustedProxies how many proxies stand in front; each appends the address it heard, so only
 * that many entries from the right are believed
 */
export function clientAddress(request: IncomingMessage, trustedProxies: number): string {
  const heard = request.socket.remoteAddress ?? "unknown";
  if (trustedProxies === 0) return heard;
  const forwarded = [request.headers["x-forwarded-for"] ?? []].flat().join(",").split(",");
  const chain = forwarded.flatMap((part) => part.trim() || []);
  return chain.at(-trustedProxies) ?? chain[0] ?? heard;
}
