import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Link2 } from "lucide-react";
import { useState } from "react";
import { askFor } from "../api/client";
import { quote } from "../model/traceql";
import controls from "../parts/controls.module.css";
import { PartFailure } from "../parts/PartFailure";
import styles from "./LinkList.module.css";

const MOST = 20;

/** Spans anywhere that point to this one; asked for only when wanted, since the whole store is looked through. */
export function Backlinks({ spanId }: { readonly spanId: string }) {
  const [isWanted, setWanted] = useState(false);
  const query = `{ link:spanID = ${quote(spanId)} }`;
  const found = useQuery({
    queryKey: ["backlinks", spanId],
    queryFn: ({ signal }) => askFor("traces", { query, limit: MOST, spansPerSet: 5 }, signal),
    enabled: isWanted,
  });
  const spans = (found.data?.traces ?? []).flatMap((trace) =>
    (trace.spansets ?? []).flatMap((set) => set.spans.map((span) => ({ trace, span }))),
  );
  return (
    <section className={styles["links"]} aria-label="Backlinks">
      {!isWanted && (
        <button type="button" className={controls["quiet"]} onClick={() => setWanted(true)}>
          <Link2 size={14} aria-hidden="true" /> Find spans that link here
        </button>
      )}
      {isWanted && !found.isError && (
        <h3>
          Linked from <span>{found.isPending ? "…" : spans.length}</span>
        </h3>
      )}
      {found.isError && (
        <PartFailure what="The spans that link here" error={found.error} onAgain={() => void found.refetch()} />
      )}
      <ul>
        {spans.map(({ trace, span }) => (
          <li key={`${trace.traceId} ${span.spanId}`}>
            <Link to="/trace/$traceId" params={{ traceId: trace.traceId }} search={{ span: span.spanId }}>
              {trace.rootService} · {span.name} <code>{span.spanId}</code>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
