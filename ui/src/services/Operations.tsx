import { Link } from "@tanstack/react-router";
import type { ServiceOverview } from "../api/analysis";
import type { ExploreSearch } from "../explore/query";
import { goingOn } from "../model/series";
import { type Chip, quote } from "../model/traceql";
import { FilterField } from "../parts/FilterField";
import { RedCells, RedHeads } from "../parts/RedCells";
import { Sparkline } from "../parts/Sparkline";
import tree from "../parts/TreeTable.module.css";
import { lastShare } from "./Figures";
import { isNamed } from "./search";
import styles from "./ServicePage.module.css";

interface Props {
  readonly of: ServiceOverview;
  /** Until when was asked. */
  readonly endUnixNano: string;
  readonly wanted: string | undefined;
  readonly onWanted: (wanted: string | undefined) => void;
  readonly explore: (chips: readonly Chip[]) => ExploreSearch;
}

/** What a service does, and how each of it goes; a name leads to its spans. */
export function Operations({ of: { operations, range }, endUnixNano, wanted, onWanted, explore }: Props) {
  const shown = operations.filter(({ name }) => isNamed(name, wanted));
  return (
    <>
      <div className={styles["head"]}>
        <FilterField label="Filter operations" value={wanted} onChange={onWanted} />
        <span role="status">
          {shown.length} of {operations.length}
        </span>
      </div>
      <div className={tree["scroll"]}>
        <table className={tree["table"]} data-aligned="true">
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col" className={tree["text"]} data-further="true">
                Kind
              </th>
              <RedHeads />
              <th scope="col" data-further="true">
                Over time
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((operation) => (
              <tr key={`${operation.kind} ${operation.name}`}>
                <th scope="row">
                  <Link
                    to="/explore"
                    search={explore([{ field: "name", operator: "=", value: quote(operation.name) }])}
                  >
                    <b>{operation.name}</b>
                  </Link>
                </th>
                <td className={tree["text"]} data-further="true">
                  {operation.kind}
                </td>
                <RedCells red={operation.red} before={operation.before} />
                <td className={tree["spark"]} data-further="true">
                  <Sparkline what="Spans" points={goingOn(operation.sparkline, lastShare(range, endUnixNano))} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
