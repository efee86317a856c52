export type Health = "failing" | "unwell" | "well";

/** How a call is painted: by its errors, which are what a reader looks for first. */
export function healthOf(errorRate: number): Health {
  return errorRate >= 0.05 ? "failing" : errorRate >= 0.005 ? "unwell" : "well";
}
