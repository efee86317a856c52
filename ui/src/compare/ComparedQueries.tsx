import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ComparedQueries as Answered, ComparedSide, ManyNode, ManySide } from "../api/comparison";
import { comparedQueriesQuery } from "../api/queries";
import { CoverageLine } from "../explore/CoverageLine";
import { formatDuration, parseDuration } from "../model/duration";
import { type Stretch, rangeOf } from "../model/range";
import { formatNumber, formatShare } from "../model/series";
import { Answer } from "../parts/Answer";
import { Lifts } from "../parts/Lifts";
import { Notice } from "../parts/Notice";
import { ServiceDot } from "../parts/ServiceDot";
import tree from "../parts/TreeTable.module.css";
import { Balance } from "./Balance";
import styles from "./ComparePage.module.css";
import { Orders, useOrder } from "./Orders";

interface Props {
  readonly a: string;
  readonly b: string;
  readonly stretch: Stretch;
  readonly ago: string | undefined;
}

const MOST_TRACES = 200;
const MOST_SHOWN = 500;

/** What differs between the traces of two queries: on average where time goes, how it is spread, what fails. */
export function ComparedQueries({ a, b, stretch, ago }: Props) {
  const back = (parseDuration(ago ?? "0s") ?? 0) / 1e6;
  const earlier = rangeOf({ fromMillis: stretch.fromMillis - back, toMillis: stretch.toMillis - back });
  const options = comparedQueriesQuery({
    a: { query: a, ...earlier },
    b: { query: b, ...rangeOf(stretch) },
    limit: MOST_TRACES,
  });
  const answer = useQuery(options);
  return (
    <Answer of={answer} queryKey={options.queryKey} what="The comparison">
      {(compared) => <Compared compared={compared} a={a} b={b} />}
    </Answer>
  );
}

function Compared({ compared, a, b }: { readonly compared: Answered; readonly a: string; readonly b: string }) {
  const { nodes, attributes, truncated, coverage } = compared;
  const order = useOrder();
  const longest = Math.max(compared.a.p95Nanos, compared.b.p95Nanos, 1);
  const most = nodes.reduce((peak, node) => Math.max(peak, Math.abs(node.deltaPathNanos)), 1);
  const empty = (["a", "b"] as const).filter((side) => compared[side].traceCount === 0);
  const shown =
    order === "as called" ? nodes : nodes.toSorted((x, y) => Math.abs(y.deltaPathNanos) - Math.abs(x.deltaPathNanos));
  return (
    <>
      <section className={styles["sides"]} aria-label="The sides">
        <Side side="a" query={a} facts={compared.a} longest={longest} />
        <Side side="b" query={b} facts={compared.b} longest={longest} />
      </section>
      <CoverageLine
        count={compared.a.traceCount + compared.b.traceCount}
        what="compared trace"
        hasMore={truncated}
        coverage={coverage}
      />
      {empty.length > 0 ? (
        <Notice title={`No trace of ${empty.map((side) => side.toUpperCase()).join(" and ")} in that time`}>
          <p>Widen the time, or drop a condition.</p>
        </Notice>
      ) : (
        <>
          <Orders />
          <div className={tree["scroll"]}>
            <table className={tree["table"]}>
              <thead>
                <tr>
                  <th scope="col">Call</th>
                  <th scope="col">A a trace</th>
                  <th scope="col">B a trace</th>
                  <th scope="col" data-further="true">
                    p95 A → B
                  </th>
                  <th scope="col" className={styles["delta"]}>
                    B − A on the critical path
                  </th>
                  <th scope="col">Errors A → B</th>
                </tr>
              </thead>
              <tbody>
                {shown.slice(0, MOST_SHOWN).map((node, at) => (
                  <Row key={at} node={node} compared={compared} isTree={order === "as called"} most={most} />
                ))}
              </tbody>
            </table>
          </div>
          {shown.length > MOST_SHOWN && (
            <p className={tree["note"]}>{shown.length - MOST_SHOWN} more calls are not shown.</p>
          )}
          <h2 className={styles["title"]}>What the traces of B have more or less often</h2>
          {attributes.length === 0 ? (
            <p className={tree["note"]}>No value is more frequent on one side than chance would have it.</p>
          ) : (
            <Lifts attributes={attributes.slice(0, 12)} sides={["B", "A"]} />
          )}
        </>
      )}
    </>
  );
}

interface SideProps {
  readonly side: "a" | "b";
  readonly query: string;
  readonly facts: ComparedSide;
  readonly longest: number;
}

function Side({ side, query, facts, longest }: SideProps) {
  const { traceCount, spanCount, failedTraceCount, meanNanos, p50Nanos, p95Nanos } = facts;
  if (traceCount === 0) {
    return (
      <div className={styles["side"]}>
        <i data-side={side}>{side.toUpperCase()}</i>
        <code>{query}</code>
        <span className={styles["facts"]}>no traces</span>
      </div>
    );
  }
  return (
    <div className={styles["side"]}>
      <i data-side={side}>{side.toUpperCase()}</i>
      <code>{query}</code>
      <span className={styles["facts"]}>
        {formatNumber(traceCount)} traces, {formatNumber(spanCount)} spans · mean {formatDuration(meanNanos)} · p50{" "}
        {formatDuration(p50Nanos)}
        {failedTraceCount > 0 && <b> · {formatShare(failedTraceCount / traceCount)} failed</b>}
      </span>
      <span className={styles["bar"]}>
        <i data-side={side} style={{ width: `${(p95Nanos / longest) * 100}%` }} />
        <strong>p95 {formatDuration(p95Nanos)}</strong>
      </span>
    </div>
  );
}

interface RowProps {
  readonly node: ManyNode;
  readonly compared: Answered;
  readonly isTree: boolean;
  readonly most: number;
}

function Row({ node, compared, isTree, most }: RowProps) {
  const { a, b, deltaPathNanos } = node;
  const example = b.exampleTraceId ? b : a;
  return (
    <tr>
      <th scope="row" style={{ paddingLeft: 16 + (isTree ? Math.min(node.depth, 20) * 14 : 0) }}>
        <span className={styles["call"]}>
          <Link
            to="/trace/$traceId"
            params={{ traceId: example.exampleTraceId ?? "" }}
            search={{ span: example.exampleSpanId }}
            title="Open the longest one"
          >
            <ServiceDot service={node.service} /> <b>{node.service}</b> {node.name}
          </Link>
          {(a.count === 0 || b.count === 0) && (
            <small className={styles["only"]}>only in {a.count === 0 ? "B" : "A"}</small>
          )}
        </span>
      </th>
      <td title={`${a.count} in ${a.traceCount} traces`}>{timesText(a, compared.a)}</td>
      <td title={`${b.count} in ${b.traceCount} traces`}>{timesText(b, compared.b)}</td>
      <td data-further="true">
        {a.count === 0 ? "–" : formatDuration(a.p95Nanos)} → {b.count === 0 ? "–" : formatDuration(b.p95Nanos)}
      </td>
      <td className={styles["delta"]}>
        <Balance nanos={deltaPathNanos} most={most} />
      </td>
      <td data-error={node.deltaErrorRate > 0}>{a.errors + b.errors > 0 && `${rateText(a)} → ${rateText(b)}`}</td>
    </tr>
  );
}

/** How often a trace makes the call. */
function timesText({ count }: ManySide, { traceCount }: ComparedSide): string {
  const times = count / Math.max(traceCount, 1);
  return count === 0 ? "–" : `${Number.isInteger(times) ? times : times.toFixed(2)} ×`;
}

const rateText = ({ count, errors }: ManySide) => (count === 0 ? "–" : formatShare(errors / count));
