import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import type { Edge } from "../api/analysis";
import { serviceOverviewQuery, serviceVersionsQuery } from "../api/queries";
import { type TimeSearch, timeOf } from "../model/range";
import { goingOn } from "../model/series";
import { type Chip, formatChips, quote } from "../model/traceql";
import { deploysOf, hasVersions, serviceChip } from "../model/versions";
import { EdgeList } from "../map/EdgeList";
import { Answer } from "../parts/Answer";
import controls from "../parts/controls.module.css";
import { Failure } from "../parts/Failure";
import { PageHead } from "../parts/PageHead";
import { RedCells, RedHeads } from "../parts/RedCells";
import { ServiceDot } from "../parts/ServiceDot";
import { Sparkline } from "../parts/Sparkline";
import tree from "../parts/TreeTable.module.css";
import { useRange } from "../parts/useRange";
import { useTitle } from "../parts/useTitle";
import { Figures, lastShare } from "./Figures";
import styles from "./ServicePage.module.css";
import { VERSIONS_ID, Versions } from "./Versions";

/** How is this service doing, by operation and by dependency? */
export function ServicePage() {
  const { name } = useParams({ from: "/service/$name" });
  const search = useSearch({ from: "/service/$name" });
  const navigate = useNavigate({ from: "/service/$name" });
  const time = useRange(search);
  const options = serviceOverviewQuery(name, time.range);
  const answer = useQuery(options);
  // What is deployed is told beside the rest, which does not wait for it.
  const versions = useQuery(serviceVersionsQuery(name, time.range));
  useTitle(name);
  const explore = (chips: readonly Chip[]) => ({
    ...timeOf(search),
    q: formatChips({ chips: [serviceChip(name), ...chips], rest: "" }),
  });
  return (
    <>
      <PageHead
        title={
          <>
            <ServiceDot service={name} /> {name}
          </>
        }
        time={{ search, onChange: (next) => void navigate({ search: next }), onRenew: time.renew }}
      >
        <nav className={styles["ways"]} aria-label="Elsewhere">
          <Link to="/explore" search={explore([])} className={controls["button"]}>
            Traces
          </Link>
          <Link
            to="/errors"
            search={{ ...timeOf(search), q: formatChips({ chips: [serviceChip(name)], rest: "" }) }}
            className={controls["button"]}
          >
            Errors
          </Link>
          <Link to="/map" search={{ ...timeOf(search), focus: name }} className={controls["button"]}>
            Map
          </Link>
          {hasVersions(versions.data) && (
            <button
              type="button"
              className={controls["button"]}
              onClick={() => document.getElementById(VERSIONS_ID)?.scrollIntoView()}
            >
              Versions
            </button>
          )}
        </nav>
      </PageHead>
      <Answer of={answer} queryKey={options.queryKey} what="The service" absent={`${name} sent no span in this time`}>
        {(service) => (
          <>
            <Figures
              service={service}
              endUnixNano={time.range.endUnixNano}
              deploys={versions.data ? deploysOf(versions.data) : []}
            />
            <h2 className={styles["title"]}>Operations</h2>
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
                  {service.operations.map((operation) => (
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
                        <Sparkline
                          what="Spans"
                          points={goingOn(operation.sparkline, lastShare(service.range, time.range.endUnixNano))}
                        />
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
            <Edges title="Called by" edges={service.upstream} other="client" time={search} />
            <Edges title="Calls" edges={service.downstream} other="server" time={search} />
            {hasVersions(versions.data) && (
              <Versions of={versions.data} time={timeOf(search)} endUnixNano={time.range.endUnixNano} />
            )}
            {versions.isError && (
              <section className={styles["failed"]} aria-label="Versions">
                <h2>Versions</h2>
                <Failure error={versions.error} onAgain={() => void versions.refetch()} />
              </section>
            )}
          </>
        )}
      </Answer>
    </>
  );
}

interface EdgesProps {
  readonly title: string;
  readonly edges: readonly Edge[];
  readonly other: "client" | "server";
  readonly time: TimeSearch;
}

function Edges({ title, ...list }: EdgesProps) {
  return list.edges.length === 0 ? null : (
    <>
      <h2 className={styles["title"]}>{title}</h2>
      <EdgeList {...list} />
    </>
  );
}
