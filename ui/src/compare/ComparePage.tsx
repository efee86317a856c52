import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { ArrowLeftRight } from "lucide-react";
import { type FormEvent, useState } from "react";
import { formatDuration } from "../model/duration";
import { recentTraces } from "../model/recent";
import controls from "../parts/controls.module.css";
import { Notice } from "../parts/Notice";
import { PageHead } from "../parts/PageHead";
import { ServiceDot } from "../parts/ServiceDot";
import { useRange } from "../parts/useRange";
import { useTitle } from "../parts/useTitle";
import styles from "./ComparePage.module.css";
import { ComparedPair } from "./ComparedPair";
import { ComparedQueries } from "./ComparedQueries";
import { type CompareSearch, EARLIER, isQuery, validateCompare } from "./search";

/** What differs between these two traces, or these two sets of traces? */
export function ComparePage() {
  const search = useSearch({ from: "/compare" });
  const navigate = useNavigate({ from: "/compare" });
  const time = useRange(search);
  const { a, b, ago } = search;
  const show = (patch: CompareSearch) => void navigate({ search: { ...search, ...patch } });
  const areQueries = isQuery(a ?? "") || isQuery(b ?? "");
  useTitle("Compare");
  return (
    <>
      <PageHead title="Compare" {...(areQueries && { time: { search, onChange: show, onRenew: time.renew } })}>
        <Slots key={`${a} ${b}`} a={a} b={b} onShow={show} />
        {a && b && (
          <button
            type="button"
            className={controls["quiet"]}
            onClick={() => show({ a: b, b: a })}
            aria-label="Exchange them"
            title="Exchange them"
          >
            <ArrowLeftRight size={14} aria-hidden="true" />
          </button>
        )}
        {areQueries && (
          <select
            className={controls["select"]}
            aria-label="Time of A"
            value={ago ?? ""}
            onChange={(event) => show({ ago: EARLIER.find((name) => name === event.target.value) })}
          >
            <option value="">A in the same time</option>
            {EARLIER.map((name) => (
              <option key={name} value={name}>
                A {name} earlier
              </option>
            ))}
          </select>
        )}
      </PageHead>
      {a && b && isQuery(a) && isQuery(b) ? (
        <ComparedQueries a={a} b={b} stretch={time.stretch} ago={ago} />
      ) : a && b && !areQueries ? (
        <ComparedPair a={a} b={b} />
      ) : a && b ? (
        <Notice title="A trace and a query cannot be compared">
          <p>Give two trace ids, or two queries in braces.</p>
        </Notice>
      ) : (
        <Choose taken={a && !isQuery(a) ? a : undefined} />
      )}
    </>
  );
}

interface SlotsProps {
  readonly a?: string | undefined;
  readonly b?: string | undefined;
  readonly onShow: (patch: CompareSearch) => void;
}

function Slots({ a = "", b = "", onShow }: SlotsProps) {
  const [draft, setDraft] = useState({ a, b });
  const go = (event: FormEvent) => {
    event.preventDefault();
    const { a: left, b: right } = validateCompare(draft);
    // One query against itself at another time needs to be written once.
    onShow({ a: left, b: right ?? (isQuery(left ?? "") ? left : undefined) });
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
            placeholder="trace id or { query }"
            aria-label={`Trace or query ${side.toUpperCase()}`}
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
    <Notice title={taken ? "With which trace?" : "What with what?"}>
      <p>
        Paste a trace id above, or write a query for many traces, such as{" "}
        <code>{'{ resource.service.version = "2.14.1" }'}</code>
        {others.length > 0 ? ". Or take a trace that you have seen lately:" : "."}
      </p>
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
