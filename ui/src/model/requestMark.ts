/** Under what the server knows a request. */

export interface RequestMark {
  readonly traceId: string;
  /** The server traces itself, and keeps this trace. */
  readonly isKept: boolean;
}

const TRACE_PARENT = "00-([0-9a-f]{32})-[0-9a-f]{16}-([0-9a-f]{2})";
const OF_AGENT = new RegExp(`(?:^|,)\\s*traceparent;desc="?${TRACE_PARENT}`);
const OF_SERVER = new RegExp(`^${TRACE_PARENT}$`);

/** An agent in the server tells its trace in `Server-Timing`; without one there is an id in `traceresponse`. */
export function requestMark(headers: Pick<Headers, "get">): RequestMark | null {
  const found = OF_AGENT.exec(headers.get("server-timing") ?? "") ?? OF_SERVER.exec(headers.get("traceresponse") ?? "");
  return found && { traceId: found[1]!, isKept: (Number.parseInt(found[2]!, 16) & 1) === 1 };
}
