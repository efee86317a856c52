import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import type { Edge, ServiceOverview, ServiceVersions } from "../api/analysis";
import { serviceOverviewQuery, serviceVersionsQuery } from "../api/queries";
import { type TimeSearch, timeOf } from "../model/range";
import { type Chip, formatChips } from "../model/traceql";
import { deploysOf, hasVersions, serviceChip } from "../model/versions";
import tabs from "../explore/Tabs.module.css";
import { EdgeList } from "../map/EdgeList";
import { Answer } from "../parts/Answer";
import controls from "../parts/controls.module.css";
import { PartFailure } from "../parts/PartFailure";
import { PageHead } from "../parts/PageHead";
import { ServiceDot } from "../parts/ServiceDot";
import { useRange } from "../parts/useRange";
import { useTitle } from "../parts/useTitle";
import { Figures } from "./Figures";
import { Operations } from "./Operations";
import { type ServiceSearch, type ServiceTab, TABS } from "./search";
import styles from "./ServicePage.module.css";
import { Versions } from "./Versions";

/** How is this service doing, by operation and by dependency? */
export function ServicePage() {
  const { name } = useParams({ from: "/service/$name" });
  const search = useSearch({ from: "/service/$name" });
  const navigate = useNavigate({ from: "/service/$name" });
  const change = (patch: Partial<ServiceSearch>) =>
    void navigate({ search: (before) => ({ ...before, ...patch }), replace: "op" in patch });
  const tab = search.tab ?? "operations";
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
        time={{ search, onChange: change, onRenew: time.renew }}
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
            <div className={tabs["tabs"]} role="group" aria-label="About this service">
              {TABS.map((each) => (
                <button
                  key={each}
                  type="button"
                  aria-pressed={each === tab}
                  onClick={() => change({ tab: each === "operations" ? undefined : each })}
                >
                  {NAMES[each]} <small>{countOf(each, service, versions.data)}</small>
                </button>
              ))}
            </div>
            {tab === "operations" && (
              <Operations
                of={service}
                endUnixNano={time.range.endUnixNano}
                wanted={search.op}
                onWanted={(op) => change({ op })}
                explore={explore}
              />
            )}
            {tab === "callers" && <Edges edges={service.upstream} other="client" time={search} />}
            {tab === "calls" && <Edges edges={service.downstream} other="server" time={search} />}
            {tab === "versions" && (
              <AllVersions of={versions} time={timeOf(search)} endUnixNano={time.range.endUnixNano} />
            )}
          </>
        )}
      </Answer>
    </>
  );
}

const NAMES: Readonly<Record<ServiceTab, string>> = {
  operations: "Operations",
  callers: "Called by",
  calls: "Calls",
  versions: "Versions",
};

function countOf(tab: ServiceTab, service: ServiceOverview, versions: ServiceVersions | undefined): number | "" {
  switch (tab) {
    case "operations":
      return service.operations.length;
    case "callers":
      return service.upstream.length;
    case "calls":
      return service.downstream.length;
    case "versions":
      return hasVersions(versions) ? versions.versions.length : "";
  }
}

interface EdgesProps {
  readonly edges: readonly Edge[];
  readonly other: "client" | "server";
  readonly time: TimeSearch;
}

function Edges(list: EdgesProps) {
  return list.edges.length > 0 ? (
    <EdgeList {...list} />
  ) : (
    <p className={styles["none"]}>
      {list.other === "client" ? "No service is known to call it." : "It is not known to call any service."}
    </p>
  );
}

interface VersionsProps {
  readonly of: UseQueryResult<ServiceVersions>;
  readonly time: TimeSearch;
  readonly endUnixNano: string;
}

function AllVersions({ of: { data, error, isError, refetch }, ...shown }: VersionsProps) {
  if (hasVersions(data)) {
    return <Versions of={data} {...shown} />;
  }
  if (isError) {
    return <PartFailure what="The versions" error={error} onAgain={() => void refetch()} />;
  }
  return (
    <p className={styles["none"]} role="status">
      {data ? "Its spans tell no service.version." : "Asking…"}
    </p>
  );
}
