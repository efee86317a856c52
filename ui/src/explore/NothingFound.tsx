import { useQueries } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { askFor } from "../api/client";
import controls from "../parts/controls.module.css";
import { PartFailure } from "../parts/PartFailure";
import styles from "./NothingFound.module.css";
import { rangeOf, stretchOf } from "../model/range";
import { type Clause, type ExploreSearch, clauses, queryOf } from "./query";

/** Enough to rank the clauses by; the exact number behind it does not matter. */
const PROBE_LIMIT = 50;

interface Props {
  readonly search: ExploreSearch;
  readonly onShow: (search: ExploreSearch) => void;
}

/** No trace matches: asks again without each clause and names the one that narrows most. */
export function NothingFound({ search, onShow }: Props) {
  const dropped = clauses(search);
  const wider: Clause = {
    label: "only the chosen time",
    without: { ...search, range: "7d", from: undefined, to: undefined },
  };
  const candidates = search.range === "7d" ? dropped : [...dropped, wider];
  const probes = useQueries({
    queries: candidates.map(({ without }) => ({
      queryKey: ["probe", JSON.stringify(without)],
      queryFn: async ({ signal }: { signal: AbortSignal }) => {
        const range = rangeOf(stretchOf(without, Date.now()));
        const answer = await askFor("traces", { query: queryOf(without), ...range, limit: PROBE_LIMIT }, signal);
        return { count: answer.traces.length, isMore: answer.nextCursor !== null };
      },
      staleTime: 15_000,
    })),
  });
  const ways = candidates
    .map((clause, at) => ({ clause, found: probes[at]?.data }))
    .filter((way) => way.found !== undefined && way.found.count > 0)
    .toSorted((a, b) => b.found!.count - a.found!.count);
  const isAsking = probes.some((probe) => probe.isPending);
  const failed = probes.find((probe) => probe.isError)?.error;

  return (
    <>
      <div className={styles["nothing"]} role="status">
        <h2>No trace matches</h2>
        {ways[0] && (
          <p>
            Narrowed most by <code>{ways[0].clause.label}</code>. Drop {ways.length === 1 ? "it" : "one of these"} to
            see more:
          </p>
        )}
        <ul>
          {ways.map(({ clause, found }) => (
            <li key={clause.label}>
              <button type="button" className={controls["button"]} onClick={() => onShow(clause.without)}>
                Without <code>{clause.label}</code>
              </button>
              <span>
                {found!.count}
                {found!.isMore ? "+" : ""} {found!.count === 1 ? "trace" : "traces"}
              </span>
            </li>
          ))}
        </ul>
        {!isAsking && !failed && ways.length === 0 && (
          <p>
            {dropped.length === 0
              ? "Nothing has been received in this time. Widen it, or see whether anything arrives: "
              : "Dropping any single condition finds nothing either. Widen the time or clear the conditions. "}
            {dropped.length === 0 && <Link to="/status">Status</Link>}
          </p>
        )}
        {failed && (
          <PartFailure
            what="What each condition leaves out"
            error={failed}
            onAgain={() => probes.forEach((probe) => probe.isError && void probe.refetch())}
          />
        )}
      </div>
    </>
  );
}
