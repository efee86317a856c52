import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Pause, Play } from "lucide-react";
import { type FormEvent, useEffect, useState } from "react";
import { ApiError, askFor, fetchColumns } from "../api/client";
import type { TraceSummary } from "../api/types";
import { useKeys } from "../app/useKeys";
import { ChipRow } from "../explore/ChipRow";
import { queryOf } from "../explore/query";
import { Results } from "../explore/Results";
import { rangeOf } from "../model/range";
import { formatChips, parseChips } from "../model/traceql";
import controls from "../parts/controls.module.css";
import { Failure } from "../parts/Failure";
import { Notice } from "../parts/Notice";
import { PageHead } from "../parts/PageHead";
import { useRange } from "../parts/useRange";
import { useTitle } from "../parts/useTitle";
import { normalTraceId } from "../trace/search";
import styles from "./LivePage.module.css";

const EVERY_MILLIS = 2000;
const MOST_A_LOOK = 100;
const MOST_KEPT = 300;
/** Traces are looked for this far back, since spans arrive later than they start. */
const BACK_MILLIS = 60_000;

/** Is my request arriving now? */
export function LivePage() {
  const search = useSearch({ from: "/live" });
  const navigate = useNavigate({ from: "/live" });
  const { range } = useRange({ range: "15m" });
  const [isPaused, setPaused] = useState(false);
  const [isHeld, setHeld] = useState(false);
  const query = queryOf(search);
  const chips = parseChips(query);
  const { traces, failure, isSampled, isAsking } = useTail(query, isPaused || isHeld);
  useKeys({ " ": () => setPaused(!isPaused) });
  const held = isHeld ? "Held while the pointer is on the list" : null;
  const doing = isPaused ? "Paused" : (held ?? (isAsking ? "Asking…" : "Listening"));
  useTitle("Live");
  return (
    <>
      <PageHead title="Live">
        <div className={styles["query"]}>
          {chips ? (
            <ChipRow
              query={chips}
              range={range}
              onChange={(next) =>
                void navigate({ search: { q: next.chips.length > 0 ? formatChips(next) : undefined } })
              }
            />
          ) : (
            <code>{query}</code>
          )}
        </div>
        <WaitFor />
        <button
          type="button"
          className={controls["button"]}
          aria-pressed={isPaused}
          onClick={() => setPaused(!isPaused)}
          title="Space"
        >
          {isPaused ? <Play size={13} aria-hidden="true" /> : <Pause size={13} aria-hidden="true" />}
          {isPaused ? "Go on" : "Pause"}
        </button>
      </PageHead>
      <p className={styles["state"]} role="status" data-on={!isPaused && !isHeld && failure === null}>
        <span aria-hidden="true" />
        {failure ? "The last look failed" : doing} · {traces.length} {traces.length === 1 ? "trace" : "traces"} so far
        {isSampled && `, more came than the ${MOST_A_LOOK} newest of each look`}
      </p>
      {failure && (
        <Notice title="The server could not tell what arrives" tone="error">
          <Failure error={failure} />
          <p>It is asked again every two seconds.</p>
        </Notice>
      )}
      {traces.length === 0 ? (
        !isAsking &&
        !failure && (
          <Notice title="Nothing yet">
            <p>
              Traces appear here as their spans arrive. <Link to="/status">Is anything arriving?</Link>
            </p>
          </Notice>
        )
      ) : (
        <div onPointerEnter={() => setHeld(true)} onPointerLeave={() => setHeld(false)}>
          <Results traces={traces} columns={[]} />
        </div>
      )}
    </>
  );
}

interface Tail {
  /** Newest first. */
  readonly traces: readonly TraceSummary[];
  readonly isSampled: boolean;
  /** Why the last look failed; what was seen before stays. */
  readonly failure: ApiError | null;
}

const NOTHING: Tail = { traces: [], isSampled: false, failure: null };

/** The newest traces of a query, looked for again and again; what was there stays below. */
function useTail(query: string, isStill: boolean): Tail & { readonly isAsking: boolean } {
  const look = useQuery({
    queryKey: ["tail", query],
    queryFn: async ({ signal, client, queryKey }): Promise<Tail> => {
      const before = client.getQueryData<Tail>(queryKey) ?? NOTHING;
      try {
        return await lookAgain(query, before.traces, signal);
      } catch (error) {
        if (error instanceof ApiError) {
          return { ...before, failure: error };
        }
        throw error;
      }
    },
    refetchInterval: isStill ? false : EVERY_MILLIS,
    staleTime: 0,
    gcTime: 0,
  });
  return { ...(look.data ?? NOTHING), isAsking: look.isPending };
}

async function lookAgain(query: string, before: readonly TraceSummary[], signal: AbortSignal): Promise<Tail> {
  const now = Date.now();
  // Clocks of senders may be a little ahead.
  const range = rangeOf({ fromMillis: now - BACK_MILLIS, toMillis: now + BACK_MILLIS });
  const { traces, nextCursor } = await askFor("traces", { query, ...range, limit: MOST_A_LOOK }, signal);
  const known = new Map([...before, ...traces].map((trace) => [trace.traceId, trace]));
  const newest = [...known.values()].toSorted((a, b) => Number(BigInt(b.startUnixNano) - BigInt(a.startUnixNano)));
  return { traces: newest.slice(0, MOST_KEPT), isSampled: nextCursor !== null, failure: null };
}

/** Asks for one trace until it is there, then opens it. */
function WaitFor() {
  const navigate = useNavigate();
  const [draft, setDraft] = useState("");
  const [awaited, setAwaited] = useState<string | null>(null);
  const trace = useQuery({
    queryKey: ["await", awaited],
    queryFn: async ({ signal }) => {
      try {
        return (await fetchColumns(awaited!, signal)).spanCount > 0;
      } catch (error) {
        if (error instanceof ApiError && error.status === 404) {
          return false;
        }
        throw error;
      }
    },
    enabled: awaited !== null,
    refetchInterval: ({ state }) => (state.data ? false : 1000),
    gcTime: 0,
  });
  useEffect(() => {
    if (awaited && trace.data) {
      void navigate({ to: "/trace/$traceId", params: { traceId: awaited } });
    }
  }, [awaited, trace.data, navigate]);
  const wait = (event: FormEvent) => {
    event.preventDefault();
    setAwaited(awaited === null ? normalTraceId(draft.trim()) : null);
  };
  return (
    <form className={styles["wait"]} onSubmit={wait}>
      <input
        className={`${controls["field"]} ${controls["narrow"]}`}
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
        placeholder="Wait for a trace id"
        aria-label="Wait for a trace id"
        readOnly={awaited !== null}
        spellCheck={false}
        autoComplete="off"
      />
      <button
        type="submit"
        className={controls["button"]}
        disabled={awaited === null && normalTraceId(draft.trim()) === null}
      >
        {awaited === null ? "Wait" : "Waiting… stop"}
      </button>
    </form>
  );
}
