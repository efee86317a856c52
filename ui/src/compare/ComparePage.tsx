import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { ArrowLeftRight } from "lucide-react";
import { type FormEvent, useState } from "react";
import type { ComparedTrace, ComparedTraces } from "../api/analysis";
import { comparedTracesQuery } from "../api/queries";
import { formatDuration } from "../model/duration";
import { recentTraces } from "../model/recent";
import { formatMoment, millisOf } from "../model/time";
import { Answer } from "../parts/Answer";
import controls from "../parts/controls.module.css";
import { Notice } from "../parts/Notice";
import { PageHead } from "../parts/PageHead";
import { ServiceDot } from "../parts/ServiceDot";
import { useTitle } from "../parts/useTitle";
import styles from "./ComparePage.module.css";
import { ComparedTree } from "./ComparedTree";
import { validateCompare } from "./search";

/** What differs between these two traces? */
export function ComparePage() {
  const { a, b } = useSearch({ from: "/compare" });
  const navigate = useNavigate({ from: "/compare" });
  const answer = useQuery({ ...comparedTracesQuery(a ?? "", b ?? ""), enabled: a !== undefined && b !== undefined });
  useTitle("Compare");
  return (
    <>
      <PageHead title="Compare two traces">
        <Slots key={`${a} ${b}`} a={a} b={b} />
        {a && b && (
          <button
            type="button"
            className={controls["quiet"]}
            onClick={() => void navigate({ search: { a: b, b: a } })}
            aria-label="Exchange them"
            title="Exchange them"
          >
            <ArrowLeftRight size={14} aria-hidden="true" />
          </button>
        )}
      </PageHead>
      {a && b ? (
        <Answer of={answer} what="The comparison">
          {(compared) => <Compared compared={compared} />}
        </Answer>
      ) : (
        <Choose taken={a} />
      )}
    </>
  );
}

function Slots({ a = "", b = "" }: { readonly a?: string | undefined; readonly b?: string | undefined }) {
  const navigate = useNavigate({ from: "/compare" });
  const [draft, setDraft] = useState({ a, b });
  const go = (event: FormEvent) => {
    event.preventDefault();
    void navigate({ search: validateCompare(draft) });
  };
  return (
    <form className={styles["slots"]} onSubmit={go}>
      {(["a", "b"] as const).map((side) => (
        <label key={side}>
          <i data-side={side}>{side.toUpperCase()}</i>
          <input
            className={controls["field"]}
            value={draft[side]}
            onChange={(event) => setDraft({ ...draft, [side]: event.target.value })}
            placeholder="trace id"
            aria-label={`Trace ${side.toUpperCase()}`}
            spellCheck={false}
            autoComplete="off"
          />
        </label>
      ))}
      <button type="submit" className={controls["primary"]}>
        Compare
      </button>
    </form>
  );
}

/** One trace is given: the other may be among those seen lately. */
function Choose({ taken }: { readonly taken: string | undefined }) {
  const [recent] = useState(recentTraces);
  const others = recent.filter(({ traceId }) => traceId !== taken);
  return (
    <Notice title={taken ? "With which trace?" : "Which traces?"}>
      <p>Paste a trace id above{others.length > 0 ? ", or take one that you have seen lately:" : "."}</p>
      <ul className={styles["recent"]}>
        {others.map((trace) => (
          <li key={trace.traceId}>
            <Link to="/compare" search={taken ? { a: taken, b: trace.traceId } : { a: trace.traceId }}>
              <ServiceDot service={trace.service} /> {trace.service} {trace.name}, {formatDuration(trace.durationNanos)}
            </Link>
          </li>
        ))}
      </ul>
    </Notice>
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
