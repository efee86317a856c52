import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { PanelLeft } from "lucide-react";
import { useState } from "react";
import { tracesQuery } from "../api/queries";
import { isMetrics, withCondition } from "../model/traceql";
import controls from "../parts/controls.module.css";
import { useRange } from "../parts/useRange";
import { useTitle } from "../parts/useTitle";
import { BreakdownView } from "./BreakdownView";
import { CompareView } from "./CompareView";
import styles from "./ExplorePage.module.css";
import { Facets } from "./Facets";
import { NumbersView } from "./NumbersView";
import { QueryBar } from "./QueryBar";
import { DEFAULT_LIMIT, type ExploreSearch, queryOf, spansText, tracesText } from "./query";
import { RedStrip } from "./RedStrip";
import { StructureView } from "./StructureView";
import { Tabs } from "./Tabs";
import { TracesView } from "./TracesView";

/** Spans of each trace that are told; the rest is in the trace. */
const SPANS_PER_SET = 3;
const SPANS_PER_SET_IN_LIST = 20;

/** Which requests match, and what do the bad ones share? */
export function ExplorePage() {
  const search = useSearch({ from: "/explore" });
  const navigate = useNavigate();
  const queries = useQueryClient();
  const time = useRange(search);
  const [hasFacets, setFacets] = useState(() => innerWidth > 1100);
  const show = (next: ExploreSearch) => void navigate({ to: "/explore", search: next });
  const change = (patch: Partial<ExploreSearch>) => show({ ...search, ...patch });
  const query = queryOf(search);
  const isNumbers = isMetrics(query);
  const view = search.view ?? "traces";
  const request = {
    query: tracesText(search),
    ...time.range,
    limit: search.limit ?? DEFAULT_LIMIT,
    spansPerSet: view === "spans" ? SPANS_PER_SET_IN_LIST : SPANS_PER_SET,
  };
  const options = tracesQuery(request);
  const answer = useInfiniteQuery({ ...options, enabled: !isNumbers });
  useTitle(query === "{ }" ? "Explore" : `${query} · Explore`);
  const views = { search, time, onChange: change };

  return (
    <div className={styles["page"]}>
      <h1 className="srOnly">Explore traces</h1>
      <QueryBar
        search={search}
        time={time}
        onChange={change}
        onRun={time.renew}
        onCancel={answer.isFetching ? () => void queries.cancelQueries({ queryKey: ["traces"] }) : null}
        problem={answer.error?.message ?? null}
      />
      {isNumbers ? (
        <NumbersView query={query} time={time} />
      ) : (
        <>
          {!answer.isError && <RedStrip {...views} />}
          <div className={styles["bar"]}>
            <button
              type="button"
              className={controls["quiet"]}
              aria-pressed={hasFacets}
              onClick={() => setFacets(!hasFacets)}
              aria-label="Attributes beside the results"
              title="Attributes beside the results"
            >
              <PanelLeft size={15} aria-hidden="true" />
            </button>
            <Tabs view={view} onView={(next) => change({ view: next === "traces" ? undefined : next })} />
          </div>
          <div className={styles["split"]} data-facets={hasFacets}>
            {hasFacets && (
              <Facets
                range={time.range}
                query={spansText(search)}
                onAdd={(chip) => change({ q: withCondition(query, chip) })}
              />
            )}
            <div className={styles["view"]}>
              {(view === "traces" || view === "spans") && (
                <TracesView
                  search={search}
                  range={time.range}
                  answer={answer}
                  queryKey={options.queryKey}
                  onShow={show}
                />
              )}
              {view === "breakdown" && <BreakdownView {...views} />}
              {view === "compare" && <CompareView {...views} />}
              {view === "structure" && <StructureView {...views} />}
            </div>
          </div>
        </>
      )}
    </div>
  );
}
