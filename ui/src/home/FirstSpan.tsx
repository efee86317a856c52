import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ArrowRight } from "lucide-react";
import { useState } from "react";
import { askFor } from "../api/client";
import { configQuery } from "../api/queries";
import type { Status } from "../api/types";
import { CopyButton } from "../parts/CopyButton";
import { PartFailure } from "../parts/PartFailure";
import styles from "./FirstSpan.module.css";
import { SendSample } from "./SendSample";
import { type Snippet, snippets } from "./snippets";

const number = new Intl.NumberFormat("en");

/** Nothing has ever arrived: three ways to send a first span, and a counter that waits for it. */
export function FirstSpan({ status }: { readonly status: Status }) {
  const config = useQuery(configQuery);
  const hasArrived = status.spansReceived > 0 || status.spansStored > 0;
  return (
    <section className={styles["first"]} aria-labelledby="first-span">
      <div className={styles["counter"]} data-arrived={hasArrived} role="status">
        <span className={styles["light"]} aria-hidden="true" />
        <strong>Spans received: {number.format(Math.max(status.spansReceived, status.spansStored))}</strong>
        {hasArrived ? <Arrived /> : <span>Listening. This line turns green when the first one arrives.</span>}
      </div>
      <h2 id="first-span">Send a first span</h2>
      <SendSample />
      {config.isError && (
        <PartFailure what="The ports of this server" error={config.error} onAgain={() => void config.refetch()} />
      )}
      {config.data && <Ways ways={snippets({ host: location.hostname, ...config.data.ports })} />}
    </section>
  );
}

/** Leads to the newest trace; asked for again until the search knows it. */
function Arrived() {
  const newest = useQuery({
    queryKey: ["newest"],
    queryFn: ({ signal }) => askFor("traces", { query: "{ }", limit: 1 }, signal),
    refetchInterval: ({ state }) => (state.data?.traces.length ? false : 1000),
  });
  const trace = newest.data?.traces[0];
  if (!trace) {
    return <span>It arrived; finding its trace…</span>;
  }
  return (
    <Link to="/trace/$traceId" params={{ traceId: trace.traceId }}>
      Open {trace.rootService} {trace.rootName} <ArrowRight size={14} aria-hidden="true" />
    </Link>
  );
}

function Ways({ ways }: { readonly ways: readonly Snippet[] }) {
  const [chosen, setChosen] = useState(ways[0]!.id);
  const way = ways.find(({ id }) => id === chosen)!;
  return (
    <>
      <div className={styles["ways"]} role="group" aria-label="Ways to send a span">
        {ways.map(({ id, title }) => (
          <button key={id} type="button" aria-pressed={id === chosen} onClick={() => setChosen(id)}>
            {title}
          </button>
        ))}
      </div>
      <p className={styles["note"]}>{way.note}</p>
      <div className={styles["code"]}>
        {/* Scrolls sideways, so the keyboard must be able to reach it. */}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
        <pre tabIndex={0}>{way.code}</pre>
        <CopyButton label="Copy the commands" text={way.code}>
          Copy
        </CopyButton>
      </div>
    </>
  );
}
