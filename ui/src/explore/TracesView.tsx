import {
  type InfiniteData,
  type QueryKey,
  type UseInfiniteQueryResult,
  skipToken,
  useQuery,
} from "@tanstack/react-query";
import { X } from "lucide-react";
import { useMemo } from "react";
import { partKey } from "../api/queries";
import type { Range, TracesAnswer } from "../api/types";
import { Failure } from "../parts/Failure";
import controls from "../parts/controls.module.css";
import { Notice } from "../parts/Notice";
import { Waiting } from "../parts/Waiting";
import { CoverageLine } from "./CoverageLine";
import styles from "./ExplorePage.module.css";
import { FieldPicker } from "./FieldPicker";
import { NothingFound } from "./NothingFound";
import { DEFAULT_LIMIT, type ExploreSearch, LIMITS, queryOf } from "./query";
import { Results } from "./Results";
import { SpansTable } from "./SpansTable";

interface Props {
  readonly search: ExploreSearch;
  readonly range: Range;
  readonly answer: UseInfiniteQueryResult<InfiniteData<TracesAnswer>>;
  readonly queryKey: QueryKey;
  readonly onShow: (search: ExploreSearch) => void;
}

/** Traces or spans, page by page, in the server's order; the newest of the first page before the rest of it. */
export function TracesView({ search, range, answer, queryKey, onShow }: Props) {
  const { data: part } = useQuery<TracesAnswer>({ queryKey: partKey(queryKey), queryFn: skipToken });
  const isBegun = answer.data === undefined && part !== undefined;
  const pages = useMemo(() => answer.data?.pages ?? (part ? [part] : undefined), [answer.data, part]);
  const traces = useMemo(() => pages?.flatMap((page) => page.traces) ?? [], [pages]);
  const coverage = pages?.at(-1)?.coverage;
  const columns = search.cols ?? [];
  const isSpans = search.view === "spans";
  const spanCount = traces.reduce(
    (sum, trace) => sum + (trace.spansets ?? []).reduce((all, set) => all + set.spans.length, 0),
    0,
  );
  if (answer.isError) {
    return (
      <Notice title="The search failed" tone="error">
        <Failure error={answer.error} onAgain={() => void answer.refetch()} />
      </Notice>
    );
  }
  const waiting = (
    <Waiting
      queryKey={queryKey}
      isIdle={answer.fetchStatus === "idle"}
      onAgain={() => void answer.refetch()}
      isBegun={isBegun}
    />
  );
  // The tools stay where they are while another answer comes, and keep the focus.
  const tools = (
    <div className={styles["tools"]}>
      {coverage ? (
        <CoverageLine
          count={isSpans ? spanCount : traces.length}
          what={isSpans ? "span" : "trace"}
          hasMore={answer.hasNextPage || isBegun}
          coverage={coverage}
        />
      ) : (
        <span />
      )}
      <Arrange search={search} range={range} onShow={onShow} />
    </div>
  );
  if (!coverage || traces.length === 0) {
    return (
      <>
        {tools}
        {coverage ? <NothingFound search={search} onShow={onShow} /> : waiting}
      </>
    );
  }
  return (
    <>
      {tools}
      {isSpans ? <SpansTable traces={traces} columns={columns} /> : <Results traces={traces} columns={columns} />}
      {isBegun && waiting}
      {answer.hasNextPage && (
        <button
          type="button"
          className={styles["more"]}
          onClick={() => void answer.fetchNextPage()}
          disabled={answer.isFetchingNextPage}
        >
          {answer.isFetchingNextPage ? "Loading…" : "Load more"}
        </button>
      )}
    </>
  );
}

/** Order, size of a page, and columns of choice. */
function Arrange({ search, range, onShow }: Omit<Props, "answer" | "queryKey">) {
  const limit = search.limit ?? DEFAULT_LIMIT;
  const limits: number[] = [...new Set([...LIMITS, limit])].toSorted((a, b) => a - b);
  const columns = search.cols ?? [];
  const setColumns = (cols: readonly string[]) => onShow({ ...search, cols: cols.length > 0 ? cols : undefined });
  return (
    <div className={styles["arrange"]}>
      {columns.map((column) => (
        <span key={column} className={styles["column"]}>
          {column}
          <button
            type="button"
            aria-label={`Remove the column ${column}`}
            onClick={() => setColumns(columns.filter((other) => other !== column))}
          >
            <X size={12} aria-hidden="true" />
          </button>
        </span>
      ))}
      <FieldPicker
        label="Add a column"
        placeholder="+ column"
        range={range}
        query={queryOf(search)}
        onPick={(column) => setColumns([...new Set([...columns, column])])}
      />
      <select
        className={controls["select"]}
        aria-label="Order"
        value={search.order ?? "start"}
        onChange={(event) => onShow({ ...search, order: event.target.value === "duration" ? "duration" : undefined })}
      >
        <option value="start">Newest first</option>
        <option value="duration">Longest first</option>
      </select>
      <select
        className={controls["select"]}
        aria-label="Traces a page"
        value={limit}
        onChange={(event) => onShow({ ...search, limit: Number(event.target.value) })}
      >
        {limits.map((size) => (
          <option key={size}>{size}</option>
        ))}
      </select>
    </div>
  );
}
