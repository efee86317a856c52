/** One trace in one file: the page itself with the trace in it. It opens without a server and asks nobody. */

import { type GraphName, graphOf } from "../model/callGraph";
import { decodeColumns, type TraceColumns, spanIdHex } from "../model/columns";
import { encodeColumns, fromBase64, toBase64 } from "../model/encodeColumns";
import type { Redaction } from "../model/redact";
import { type Placed, placeLater } from "../parts/placed";
import type { Findings } from "./analysis";
import { fetchSpans } from "./client";
import { holdTrace } from "./local";
import type { SpanDetail } from "./types";

const PLACE = "clew-snapshot";
const IDS_A_REQUEST = 200;
/** Attributes of more would make a file that no mail takes. */
export const MOST_SPANS = 5000;

interface Content {
  readonly columns: string;
  readonly spans: readonly SpanDetail[];
  readonly findings: Findings | null;
  /** A file has no script but its own, and what lays out graphs is in another. */
  readonly placed: Readonly<Record<GraphName, Placed>>;
  readonly takenUnixMillis: number;
  readonly redactedCount: number;
}

/** The trace of the file that this page is, held from now on; null on a page of a server. */
export function openSnapshot(): string | null {
  const text = document.getElementById(PLACE)?.textContent;
  if (!text) {
    return null;
  }
  const content = JSON.parse(text) as Content;
  const columns = decodeColumns(fromBase64(content.columns));
  const taken = new Date(content.takenUnixMillis).toISOString().slice(0, 16).replace("T", " ");
  holdTrace({
    columns,
    spans: new Map(content.spans.map((span) => [span.spanId, span])),
    findings: content.findings,
    isSnapshot: true,
    placed: content.placed,
    origin: `Snapshot of ${taken} UTC, ${content.redactedCount} values redacted`,
  });
  return columns.traceId;
}

/** The file's text. Attributes are fetched in portions; what the redaction names does not get in. */
export async function makeSnapshot(
  columns: TraceColumns,
  findings: Findings | null,
  redaction: Redaction,
  signal: AbortSignal,
): Promise<string> {
  const spans: SpanDetail[] = [];
  const count = Math.min(columns.spanCount, MOST_SPANS);
  for (let row = 0; row < count; row += IDS_A_REQUEST) {
    const ids = Array.from({ length: Math.min(IDS_A_REQUEST, count - row) }, (_, at) => spanIdHex(columns, row + at));
    spans.push(...(await fetchSpans(columns.traceId, ids, signal)).map((span) => redaction.span(span)));
  }
  const told = findings && {
    ...findings,
    findings: findings.findings.map((finding) => ({ ...finding, title: redaction.text(finding.title), evidence: {} })),
    clockSkew: [],
  };
  const services = columns.services.map((service) => redaction.text(service));
  const names = columns.names.map((name) => redaction.text(name));
  const redacted = { ...columns, services, names };
  const content: Content = {
    columns: toBase64(encodeColumns(redacted)),
    placed: { services: await placedOf(redacted, "services"), operations: await placedOf(redacted, "operations") },
    spans,
    findings: told,
    takenUnixMillis: Date.now(),
    redactedCount: redaction.count,
  };
  const title = `${services[columns.service[0]!]} ${names[columns.name[0]!]}`;
  return pageWith(JSON.stringify(content), title, await assets(signal));
}

function placedOf(columns: TraceColumns, name: GraphName): Promise<Placed> {
  const { nodes, calls } = graphOf(columns, name);
  return placeLater(
    nodes,
    calls.map((call) => ({ ...call, kind: "" })),
  );
}

interface Assets {
  readonly script: string;
  readonly style: string;
}

async function assets(signal: AbortSignal): Promise<Assets> {
  const script = document.querySelector<HTMLScriptElement>("script[type=module][src]")?.src;
  const styles = [...document.querySelectorAll<HTMLLinkElement>("link[rel=stylesheet]")].map(({ href }) => href);
  const read = async (address: string) => (await fetch(address, { signal })).text();
  return { script: script ? await read(script) : "", style: (await Promise.all(styles.map(read))).join("\n") };
}

/** No text of a trace can end the element it stands in. */
function pageWith(content: string, title: string, { script, style }: Assets): string {
  const safe = title.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:">
<title>${safe}</title>
<style>${style.replaceAll("</style", "<\\/style")}</style>
</head>
<body>
<div id="root"></div>
<script type="application/json" id="${PLACE}">${content.replaceAll("<", "\\u003c")}</script>
<script type="module">${script.replaceAll("</script", "<\\/script").replaceAll("<!--", "<\\!--")}</script>
</body>
</html>
`;
}
