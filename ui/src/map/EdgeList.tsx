import { Link } from "@tanstack/react-router";
import type { Edge } from "../api/analysis";
import type { TimeSearch } from "../model/range";
import { RedCells, RedHeads } from "../parts/RedCells";
import { ServiceDot } from "../parts/ServiceDot";
import tree from "../parts/TreeTable.module.css";
import { edgeSearch } from "./edges";

/** Every call path in words, the busiest first. */
export function EdgeList({ edges, time }: { readonly edges: readonly Edge[]; readonly time: TimeSearch }) {
  return (
    <div className={tree["scroll"]}>
      <table className={tree["table"]}>
        <thead>
          <tr>
            <th scope="col">Call</th>
            <th scope="col" className={tree["text"]}>
              Over
            </th>
            <RedHeads />
          </tr>
        </thead>
        <tbody>
          {edges.map((edge) => (
            <tr key={`${edge.client}\n${edge.server}\n${edge.connectionType}`}>
              <th scope="row">
                <Link to="/explore" search={edgeSearch(edge, time)}>
                  <ServiceDot service={edge.client} /> <b>{edge.client}</b> → <ServiceDot service={edge.server} />{" "}
                  <b>{edge.server}</b>
                </Link>
              </th>
              <td className={tree["text"]}>{edge.connectionType}</td>
              <RedCells red={edge.red} before={edge.before} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
