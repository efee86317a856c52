/** Finds the trace a pasted text speaks of: an id, a traceparent, an address, or a whole log line. */

export interface TraceReference {
  readonly traceId: string;
  readonly spanId: string | null;
}

const KEYED_TRACE = /trace[_.\- ]?id["']?\s*[:=]\s*["']?([0-9a-f]{32}|[0-9a-f]{16})(?![0-9a-z])/gi;
const KEYED_SPAN = /span[_.\- ]?id["']?\s*[:=]\s*["']?([0-9a-f]{16})(?![0-9a-z])/i;
/** Also reads traceparent and b3, in which the span id follows a dash, and `trace:span`. */
const BARE_TRACE = /(?<![0-9a-z])([0-9a-f]{32})(?:[-:]([0-9a-f]{16}))?(?![0-9a-z])/gi;
const SHORT_TRACE = /^[0-9a-f]{16}$/i;
const UUID = /^([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})$/i;

export function findTrace(text: string): TraceReference | null {
  const trimmed = text.trim();
  const keyedSpan = validId(KEYED_SPAN.exec(trimmed)?.[1]);
  for (const match of trimmed.matchAll(KEYED_TRACE)) {
    const traceId = validId(match[1]);
    if (traceId) {
      return { traceId: traceId.padStart(32, "0"), spanId: keyedSpan };
    }
  }
  for (const match of trimmed.matchAll(BARE_TRACE)) {
    const traceId = validId(match[1]);
    if (traceId) {
      return { traceId, spanId: validId(match[2]) ?? keyedSpan };
    }
  }
  const whole = SHORT_TRACE.test(trimmed) ? trimmed : UUID.exec(trimmed)?.slice(1).join("");
  const traceId = validId(whole);
  return traceId ? { traceId: traceId.padStart(32, "0"), spanId: null } : null;
}

/** A trace id of 64 bits is written as span ids are: what is pasted may be either. */
export function asSpanId(traceId: string): string | null {
  return /^0{16}[0-9a-f]{16}$/.test(traceId) ? traceId.slice(16) : null;
}

/** Ids of nothing but zeroes mean "none" in every protocol. */
function validId(hex: string | undefined): string | null {
  return hex && !/^0+$/.test(hex) ? hex.toLowerCase() : null;
}

/** How a service without a name is called on the page. */
export const NAMELESS = "(no service name)";
