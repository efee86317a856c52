import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { searchQuery } from "../api/queries";
import { Notice } from "../parts/Notice";
import { useDelayed } from "../parts/useDelayed";
import { useTitle } from "../parts/useTitle";
import { CoverageLine } from "./CoverageLine";
import { DurationStrip } from "./DurationStrip";
import styles from "./ExplorePage.module.css";
import { NothingFound } from "./NothingFound";
import { type ExploreSearch, timeWindow, toRequest } from "./query";
import { Results } from "./Results";
import { ResultsSkeleton } from "./ResultsSkeleton";
import { SearchForm } from "./SearchForm";

/** Which traces match? */
export function ExplorePage() {
  const search = useSearch({ from: "/explore" });
  const navigate = useNavigate();
  const show = (next: ExploreSearch) => void navigate({ to: "/explore", search: next });
  const query = useInfiniteQuery(
    searchQuery(JSON.stringify(search), toRequest(search), (now) => timeWindow(search, now)),
  );
  const isLate = useDelayed(query.isPending);
  const pages = query.data?.pages;
  const traces = useMemo(() => pages?.flatMap((page) => page.traces) ?? [], [pages]);
  const coverage = pages?.at(-1)?.coverage;
  useTitle(search.service ? `${search.service} · Explore` : "Explore");

  return (
    <div className={styles["page"]}>
      <h1 className="srOnly">Explore traces</h1>
      <SearchForm
        search={search}
        onChange={(patch) => show({ ...search, ...patch })}
        onRun={() => void query.refetch()}
        isRunning={query.isFetching}
      />
      {query.isError && (
        <Notice title="The search failed" tone="error">
          <p>{query.error.message}</p>
        </Notice>
      )}
      {query.isPending && isLate && <ResultsSkeleton />}
      {coverage && traces.length === 0 && <NothingFound search={search} coverage={coverage} onShow={show} />}
      {coverage && traces.length > 0 && (
        <>
          <DurationStrip traces={traces} onRange={(from, to) => show({ ...search, range: undefined, from, to })} />
          <CoverageLine count={traces.length} hasMore={query.hasNextPage} coverage={coverage} />
          <Results traces={traces} />
          {query.hasNextPage && (
            <button
              type="button"
              className={styles["more"]}
              onClick={() => void query.fetchNextPage()}
              disabled={query.isFetchingNextPage}
            >
              {query.isFetchingNextPage ? "Loading…" : "Load more"}
            </button>
          )}
        </>
      )}
    </div>
  );
}
