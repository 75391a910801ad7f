const BROWSERS = [
  ["Edg/", "Edge"],
  ["OPR/", "Opera"],
  ["Firefox/", "Firefox"],
  ["Chrome/", "Chrome"],
  ["Safari/", "Safari"],
] as const;

const SYSTEMS = [
  ["iPhone", "iPhone"],
  ["iPad", "iPad"],
  ["Android", "Android"],
  ["Windows", "Windows"],
  ["Mac OS X", "macOS"],
  ["Linux", "Linux"],
] as const;

/** @returns how this browser is called in the list of sessions, for example "Firefox on Linux" */
export function deviceName(userAgent: string): string {
  const named = (of: readonly (readonly [string, string])[], otherwise: string): string =>
    of.find(([mark]) => userAgent.includes(mark))?.[1] ?? otherwise;
  return `${named(BROWSERS, "A browser")} on ${named(SYSTEMS, "another system")}`;
}
