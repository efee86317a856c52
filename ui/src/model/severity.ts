/** How grave a log record is, by the numbers of OpenTelemetry. */

export const LEVELS = ["trace", "debug", "info", "warn", "error", "fatal"] as const;
export type Level = (typeof LEVELS)[number];

/** Four numbers are one level; info where nothing was told. */
export function levelOf(severity: number): Level {
  return LEVELS[Math.floor((severity - 1) / 4)] ?? "info";
}

export function isAtLeast(severity: number, level: Level): boolean {
  return LEVELS.indexOf(levelOf(severity)) >= LEVELS.indexOf(level);
}
