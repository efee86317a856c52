/** Durations as people write and read them. */

const UNITS: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
  d: 86400e9,
};

/** Nanoseconds of `100ms`, `1.5s` or `2m`; null when it is none of these. */
export function parseDuration(text: string): number | null {
  const match = /^\s*(\d+(?:\.\d+)?)\s*(ns|us|µs|μs|ms|s|m|h|d)\s*$/.exec(text);
  return match ? Math.round(Number(match[1]) * UNITS[match[2]!]!) : null;
}

/** Three digits that matter and a unit: `950 ns`, `12.3 ms`, `1m 05s`. */
export function formatDuration(nanos: number): string {
  if (nanos < 999.5) {
    return nanos === 0 ? "0" : `${Math.round(nanos)} ns`;
  }
  if (nanos < 999.5e3) {
    return `${threeDigits(nanos / 1e3)} µs`;
  }
  if (nanos < 999.5e6) {
    return `${threeDigits(nanos / 1e6)} ms`;
  }
  if (nanos < 59.95e9) {
    return `${threeDigits(nanos / 1e9)} s`;
  }
  return formatLong(Math.round(nanos / 1e9));
}

function threeDigits(value: number): string {
  return value.toFixed(value < 9.995 ? 2 : value < 99.95 ? 1 : 0);
}

const two = (part: number) => String(part).padStart(2, "0");

function formatLong(seconds: number): string {
  if (seconds < 3600) {
    return `${Math.floor(seconds / 60)}m ${two(seconds % 60)}s`;
  }
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)}h ${two(minutes % 60)}m`;
}

/** A tick of an axis whose ticks are `step` apart: all in one unit, no needless digits. */
export function formatTick(nanos: number, step: number): string {
  const [unit, size] = nanos === 0 ? ["", 1] : axisUnit(Math.max(nanos, step));
  const digits = Math.max(0, Math.ceil(-Math.log10(step / size) - 1e-9));
  return unit === "" ? "0" : `${(nanos / size).toFixed(Math.min(digits, 6))} ${unit}`;
}

function axisUnit(largest: number): [string, number] {
  if (largest < 1e3) {
    return ["ns", 1];
  }
  if (largest < 1e6) {
    return ["µs", 1e3];
  }
  return largest < 1e9 ? ["ms", 1e6] : ["s", 1e9];
}
