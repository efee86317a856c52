import { useMemo } from "react";
import type { Edge, MapNode } from "../api/analysis";
import { type Excerpt, excerptOf } from "../model/excerpt";
import controls from "../parts/controls.module.css";
import { EdgeMatrix } from "./EdgeMatrix";
import styles from "./MapPage.module.css";
import { Picture } from "./Picture";
import type { MapSearch } from "./search";

/** More services than these are shown in part, and then so many of them. */
const READABLE = {
  picture: { from: 40, services: 28, calls: 48 },
  matrix: { from: 60, services: 48, calls: Infinity },
} as const;
/** More cannot be drawn while a reader waits. */
const MOST_DRAWN = 300;

interface Props {
  readonly view: keyof typeof READABLE;
  readonly nodes: readonly MapNode[];
  readonly edges: readonly Edge[];
  readonly search: MapSearch;
  readonly onShow: (patch: Partial<MapSearch>) => void;
}

/** The map as picture or matrix: all of it where that can be read, else its most telling part. */
export function Drawn({ view, nodes, edges, search, onShow }: Props) {
  const { from, services, calls: most } = READABLE[view];
  const isWhole = nodes.length <= from || (search.all === true && nodes.length <= MOST_DRAWN);
  const excerpt = useMemo(
    () => (isWhole ? undefined : excerptOf(edges, search.focus, { services, calls: most })),
    [isWhole, edges, search.focus, services, most],
  );
  const shown = useMemo(
    () => (excerpt ? nodes.filter(({ name }) => excerpt.names.includes(name)) : nodes),
    [nodes, excerpt],
  );
  return (
    <>
      {excerpt && <Left excerpt={excerpt} all={nodes.length} search={search} view={view} onShow={onShow} />}
      {view === "matrix" ? (
        <EdgeMatrix nodes={shown} edges={excerpt?.calls ?? edges} time={search} />
      ) : (
        <Picture
          nodes={shown}
          edges={excerpt?.calls ?? edges}
          excerpt={excerpt}
          focus={search.focus}
          time={search}
          onFocus={(focus) => onShow({ focus })}
        />
      )}
    </>
  );
}

interface LeftProps extends Pick<Props, "view" | "search" | "onShow"> {
  readonly excerpt: Excerpt<Edge>;
  readonly all: number;
}

/** What is not shown, and the ways to it. */
function Left({ excerpt, all, search, view, onShow }: LeftProps) {
  return (
    <p className={styles["note"]}>
      <strong>
        {excerpt.names.length} of {all} services
      </strong>
      <span>
        {search.focus ? `around ${search.focus}, along` : "along"} the busiest and the failing calls.
        {view === "picture" && " ‹3 5› counts who else calls a service and what else it calls; choose one to see them."}
      </span>
      {view === "picture" && (
        <button type="button" className={controls["button"]} onClick={() => onShow({ view: "matrix" })}>
          Read the matrix
        </button>
      )}
      <button type="button" className={controls["button"]} onClick={() => onShow({ view: "list" })}>
        List all calls
      </button>
      {view === "picture" && all <= MOST_DRAWN && (
        <button type="button" className={controls["button"]} onClick={() => onShow({ all: true })}>
          Draw all {all}
        </button>
      )}
    </p>
  );
}
