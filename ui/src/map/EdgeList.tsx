import { Link } from "@tanstack/react-router";
import type { Edge } from "../api/analysis";
import { type TimeSearch, timeOf } from "../model/range";
import { RedCells, RedHeads } from "../parts/RedCells";
import { ServiceDot } from "../parts/ServiceDot";
import tree from "../parts/TreeTable.module.css";
import { edgeSearch } from "./edges";

interface Props {
  readonly edges: readonly Edge[];
  readonly time: TimeSearch;
  /** The end that is not plain from the place; both where it is absent. */
  readonly other?: "client" | "server";
}

/** Call paths in words, the busiest first: both ends lead to their spans, one to its service. */
export function EdgeList({ edges, time, other }: Props) {
  return (
    <div className={tree["scroll"]}>
      <table className={tree["table"]} data-aligned={other !== undefined}>
        <thead>
          <tr>
            <th scope="col">{other ? "Service" : "Call"}</th>
            <th scope="col" className={tree["text"]} data-further="true">
              Over
            </th>
            <RedHeads />
            {other && <th aria-hidden="true" data-further="true" />}
          </tr>
        </thead>
        <tbody>
          {edges.map((edge) => (
            <tr key={`${edge.client}\n${edge.server}\n${edge.connectionType}`}>
              <th scope="row">
                {other ? (
                  <Link to="/service/$name" params={{ name: edge[other] }} search={timeOf(time)}>
                    <End name={edge[other]} />
                  </Link>
                ) : (
                  <Link to="/explore" search={edgeSearch(edge, time)}>
                    <End name={edge.client} /> → <End name={edge.server} />
                  </Link>
                )}
              </th>
              <td className={tree["text"]} data-further="true">
                {edge.connectionType}
              </td>
              <RedCells red={edge.red} before={edge.before} />
              {other && <td aria-hidden="true" data-further="true" />}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function End({ name }: { readonly name: string }) {
  return (
    <>
      <ServiceDot service={name} /> <b>{name}</b>
    </>
  );
}
