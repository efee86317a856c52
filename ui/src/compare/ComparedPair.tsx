import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ComparedTrace, ComparedTraces } from "../api/comparison";
import { comparedTracesQuery } from "../api/queries";
import { formatDuration } from "../model/duration";
import { formatMoment, millisOf } from "../model/time";
import { Answer } from "../parts/Answer";
import { ServiceDot } from "../parts/ServiceDot";
import styles from "./ComparePage.module.css";
import { ComparedTree } from "./ComparedTree";

/** What differs between two traces? */
export function ComparedPair({ a, b }: { readonly a: string; readonly b: string }) {
  const options = comparedTracesQuery(a, b);
  const answer = useQuery(options);
  return (
    <Answer of={answer} queryKey={options.queryKey} what="The comparison">
      {(compared) => <Compared compared={compared} />}
    </Answer>
  );
}

function Compared({ compared }: { readonly compared: ComparedTraces }) {
  const { a, b, nodes, resources, truncated } = compared;
  const longest = Math.max(a.durationNanos, b.durationNanos, 1);
  return (
    <>
      <section className={styles["sides"]} aria-label="The traces">
        <Side side="a" trace={a} longest={longest} />
        <Side side="b" trace={b} longest={longest} />
      </section>
      {resources.length > 0 && (
        <section className={styles["resources"]} aria-label="Resources that differ">
          {resources.map(({ service, key, a: left, b: right }) => (
            <p key={`${service} ${key}`}>
              <ServiceDot service={service} /> <b>{service}</b> <code>{key}</code> <del>{left.join(", ") || "–"}</del> →{" "}
              <ins>{right.join(", ") || "–"}</ins>
            </p>
          ))}
        </section>
      )}
      <ComparedTree nodes={nodes} a={a.traceId} b={b.traceId} />
      {truncated && <p className={styles["note"]}>Not all calls are here: the traces are too large.</p>}
    </>
  );
}

interface SideProps {
  readonly side: "a" | "b";
  readonly trace: ComparedTrace;
  readonly longest: number;
}

function Side({ side, trace, longest }: SideProps) {
  return (
    <div className={styles["side"]}>
      <i data-side={side}>{side.toUpperCase()}</i>
      <Link to="/trace/$traceId" params={{ traceId: trace.traceId }}>
        <b>{trace.rootService}</b> {trace.rootName}
      </Link>
      <span className={styles["facts"]}>
        {formatMoment(millisOf(trace.startUnixNano))} · {trace.spanCount} spans
        {trace.errorCount > 0 && <b> · {trace.errorCount} errors</b>}
      </span>
      <span className={styles["bar"]}>
        <i data-side={side} style={{ width: `${(trace.durationNanos / longest) * 100}%` }} />
        <strong>{formatDuration(trace.durationNanos)}</strong>
      </span>
    </div>
  );
}
