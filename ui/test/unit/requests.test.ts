import { describe, expect, it } from "vitest";
import { requestMark } from "../../src/model/requestMark";

const TRACE = "0af7651916cd43dd8448eb211c80319c";
const OTHER = "b7ad6b7169203331b7ad6b7169203331";
const mark = (headers: Record<string, string>) => requestMark(new Headers(headers));

describe("what a server knows a request under", () => {
  it("is its trace, kept where the server's agent says so", () => {
    const kept = { "server-timing": `analyze;dur=3.20, traceparent;desc="00-${TRACE}-b7ad6b7169203331-01"` };

    expect(mark({ ...kept, traceresponse: `00-${OTHER}-b7ad6b7169203331-00` })).toEqual({
      traceId: TRACE,
      isKept: true,
    });
  });

  it("is an id where nothing is kept", () => {
    expect(mark({ "server-timing": "analyze;dur=3", traceresponse: `00-${OTHER}-b7ad6b7169203331-00` })).toEqual({
      traceId: OTHER,
      isKept: false,
    });
    expect(mark({ "server-timing": `traceparent;desc=00-${TRACE}-b7ad6b7169203331-00` })?.isKept).toBe(false);
  });

  it("is nothing where no header says it", () => {
    expect(mark({ traceresponse: "00-x" })).toBeNull();
    expect(mark({})).toBeNull();
  });
});
