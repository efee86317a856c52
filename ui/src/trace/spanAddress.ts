/** Where a span of a stored trace is found again. */
export function spanAddress(traceId: string, spanId: string): string {
  return `${location.origin}/trace/${traceId}?span=${spanId}`;
}
