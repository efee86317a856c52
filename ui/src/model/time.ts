/** Moments: nanoseconds since 1970 as decimal text, shown in the reader's own time zone or in UTC. */

export const ZONES = ["local", "utc"] as const;
export type Zone = (typeof ZONES)[number];

let shownZone: Zone = "local";

/** In which zone moments are written and read from now on; what shows some is to be drawn anew. */
export function showTimesIn(zone: Zone): void {
  shownZone = zone;
}

/** A date whose UTC fields are those of the moment in the zone that is shown. */
function inZone(unixMillis: number): Date {
  const at = new Date(unixMillis);
  return shownZone === "utc" ? at : new Date(unixMillis - at.getTimezoneOffset() * 60_000);
}

export function millisOf(unixNano: string | bigint): number {
  return Number(BigInt(unixNano) / 1_000_000n);
}

export function nanosOf(unixMillis: number): string {
  return (BigInt(Math.round(unixMillis)) * 1_000_000n).toString();
}

const two = (part: number) => String(part).padStart(2, "0");

/** `14:03:07.120` */
export function formatClock(unixMillis: number): string {
  const at = inZone(unixMillis);
  return `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}.${String(at.getUTCMilliseconds()).padStart(3, "0")}`;
}

/** `14:03:07` */
export const shortClock = (unixMillis: number) => formatClock(unixMillis).slice(0, 8);

/** `2026-11-21` */
export function formatDay(unixMillis: number): string {
  const at = inZone(unixMillis);
  return `${at.getUTCFullYear()}-${two(at.getUTCMonth() + 1)}-${two(at.getUTCDate())}`;
}

export function formatMoment(unixMillis: number): string {
  return `${formatDay(unixMillis)} ${formatClock(unixMillis)}`;
}

/** `12 s ago`; the future is `in 3 s`, since clocks disagree. */
export function formatRelative(unixMillis: number, nowMillis: number): string {
  const seconds = Math.round((nowMillis - unixMillis) / 1000);
  const text = span(Math.abs(seconds));
  if (seconds === 0) {
    return "now";
  }
  return seconds > 0 ? `${text} ago` : `in ${text}`;
}

function span(seconds: number): string {
  if (seconds < 60) {
    return `${seconds} s`;
  }
  if (seconds < 3600) {
    return `${Math.floor(seconds / 60)} min`;
  }
  return seconds < 172_800 ? `${Math.floor(seconds / 3600)} h` : `${Math.floor(seconds / 86_400)} d`;
}

/** The value of a `datetime-local` input, in seconds. */
export function toLocalInput(unixMillis: number): string {
  return `${formatDay(unixMillis)}T${formatClock(unixMillis).slice(0, 8)}`;
}

export function fromLocalInput(text: string): number | null {
  const at = new Date(shownZone === "utc" ? `${text}Z` : text).getTime();
  return Number.isNaN(at) ? null : at;
}
