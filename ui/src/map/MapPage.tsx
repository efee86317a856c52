import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Minus, Plus, X } from "lucide-react";
import { useState } from "react";
import { mapQuery } from "../api/queries";
import { CoverageLine } from "../explore/CoverageLine";
import { FilterRow } from "../explore/FilterRow";
import { Answer } from "../parts/Answer";
import controls from "../parts/controls.module.css";
import { Notice } from "../parts/Notice";
import { PageHead } from "../parts/PageHead";
import { useRange } from "../parts/useRange";
import { useTitle } from "../parts/useTitle";
import { Drawn } from "./Drawn";
import { EdgeList } from "./EdgeList";
import styles from "./MapPage.module.css";
import { MAP_VIEWS, type MapSearch } from "./search";

const SHARES = [0, 0.001, 0.01, 0.05];

/** Who calls whom, and where does it break? */
export function MapPage() {
  const search = useSearch({ from: "/map" });
  const navigate = useNavigate({ from: "/map" });
  const time = useRange(search);
  const [draft, setDraft] = useState(search.focus ?? "");
  const [seen, setSeen] = useState(search.focus);
  if (seen !== search.focus) {
    setSeen(search.focus);
    setDraft(search.focus ?? "");
  }
  const hops = search.hops ?? 1;
  const parameters = { focus: search.focus, hops: search.focus ? hops : undefined, minShare: search.min };
  const options = mapQuery(time.range, search.q, parameters);
  const answer = useQuery(options);
  const show = (patch: Partial<MapSearch>) => void navigate({ search: (before) => ({ ...before, ...patch }) });
  const view = search.view ?? "picture";
  useTitle("Map");
  return (
    <div className={styles["page"]}>
      <PageHead title="Map" time={{ search, onChange: (next) => show(next), onRenew: time.renew }}>
        <form
          className={styles["focus"]}
          onSubmit={(event) => {
            event.preventDefault();
            show({ focus: draft.trim() || undefined });
          }}
        >
          <input
            className={`${controls["field"]} ${controls["narrow"]}`}
            list="map-services"
            value={draft}
            onChange={(event) => setDraft(event.target.value)}
            placeholder="Focus on a service"
            aria-label="Focus on a service"
            spellCheck={false}
            autoComplete="off"
          />
          <datalist id="map-services">
            {answer.data?.nodes.map(({ name }) => (
              <option key={name} value={name} />
            ))}
          </datalist>
          {search.focus && (
            <>
              <button
                type="button"
                className={controls["quiet"]}
                aria-label="Show all services"
                title="Show all services"
                onClick={() => show({ focus: undefined, hops: undefined })}
              >
                <X size={14} aria-hidden="true" />
              </button>
              <span className={styles["hops"]}>
                <button
                  type="button"
                  className={controls["quiet"]}
                  aria-label="One hop fewer"
                  disabled={hops <= 1}
                  onClick={() => show({ hops: hops === 2 ? undefined : hops - 1 })}
                >
                  <Minus size={13} aria-hidden="true" />
                </button>
                {hops} {hops === 1 ? "hop" : "hops"}
                <button
                  type="button"
                  className={controls["quiet"]}
                  aria-label="One hop more"
                  disabled={hops >= 10}
                  onClick={() => show({ hops: hops + 1 })}
                >
                  <Plus size={13} aria-hidden="true" />
                </button>
              </span>
            </>
          )}
        </form>
        <select
          className={controls["select"]}
          aria-label="Hide rare calls"
          value={search.min ?? 0}
          onChange={(event) => show({ min: Number(event.target.value) || undefined })}
        >
          {SHARES.map((share) => (
            <option key={share} value={share}>
              {share === 0 ? "all calls" : `calls ≥ ${share * 100} % of all`}
            </option>
          ))}
        </select>
        <div className={styles["views"]} role="group" aria-label="View">
          {MAP_VIEWS.map((name) => (
            <button
              key={name}
              type="button"
              aria-pressed={name === view}
              onClick={() => show({ view: name === "picture" ? undefined : name })}
            >
              {name}
            </button>
          ))}
        </div>
      </PageHead>
      <div className={styles["filter"]}>
        <FilterRow query={search.q ?? "{ }"} range={time.range} onChange={(q) => show({ q })} />
        {search.q && <span>of the newest traces that it finds</span>}
      </div>
      <Answer of={answer} queryKey={options.queryKey} what="The map">
        {({ nodes, edges, coverage, hiddenEdgeCount }) => {
          if (nodes.length === 0 || (search.focus && edges.length === 0)) {
            return (
              <Notice
                title={
                  search.focus
                    ? `Nobody called ${search.focus} in this time, nor did it call anybody`
                    : "Nobody called anybody in this time"
                }
              >
                <p>Calls are known from spans of one service below those of another. Widen the time to see more.</p>
              </Notice>
            );
          }
          return (
            <>
              <CoverageLine count={edges.length} what="call path" hasMore={hiddenEdgeCount > 0} coverage={coverage} />
              {view === "list" ? (
                <EdgeList edges={edges} time={search} />
              ) : (
                <Drawn view={view} nodes={nodes} edges={edges} search={search} onShow={show} />
              )}
            </>
          );
        }}
      </Answer>
    </div>
  );
}
