import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import type { ServiceSummary } from "../api/analysis";
import { servicesOverviewQuery } from "../api/queries";
import { CoverageLine } from "../explore/CoverageLine";
import { NAMELESS } from "../model/ids";
import { type TimeSearch, timeOf } from "../model/range";
import { goingOn, lastShareOf } from "../model/series";
import { Answer } from "../parts/Answer";
import controls from "../parts/controls.module.css";
import { FilterField } from "../parts/FilterField";
import { Notice } from "../parts/Notice";
import { PageHead } from "../parts/PageHead";
import { RedCells, RedHeads } from "../parts/RedCells";
import { ServiceDot } from "../parts/ServiceDot";
import { Sparkline } from "../parts/Sparkline";
import tree from "../parts/TreeTable.module.css";
import { useRange } from "../parts/useRange";
import { useTitle } from "../parts/useTitle";
import { ORDERS, type ServicesOrder, type ServicesSearch, isNamed, validateServices } from "./search";

const COMPARED: Readonly<Record<ServicesOrder, (a: ServiceSummary, b: ServiceSummary) => number>> = {
  busiest: (a, b) => b.red.count - a.red.count,
  "most errors": (a, b) => b.red.errorRate - a.red.errorRate,
  slowest: (a, b) => b.red.p95Nanos - a.red.p95Nanos,
  name: (a, b) => a.service.localeCompare(b.service),
};

/** Which services are slow, failing, busy? */
export function ServicesPage() {
  const search = useSearch({ from: "/services" });
  const navigate = useNavigate({ from: "/services" });
  const time = useRange(search);
  const change = (patch: Partial<ServicesSearch>) =>
    void navigate({ search: (before) => validateServices({ ...before, ...patch }), replace: "find" in patch });
  const order = search.order ?? "busiest";
  const options = servicesOverviewQuery(time.range);
  const answer = useQuery(options);
  useTitle("Services");
  return (
    <>
      <PageHead title="Services" time={{ search, onChange: change, onRenew: time.renew }}>
        <FilterField label="Filter services" value={search.find} onChange={(find) => change({ find })} />
        <select
          className={controls["select"]}
          aria-label="Order"
          value={order}
          onChange={(event) => change({ order: ORDERS.find((name) => name === event.target.value) })}
        >
          {ORDERS.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </PageHead>
      <Answer of={answer} queryKey={options.queryKey} what="The services">
        {({ services, coverage, range }) => {
          const lastShare = lastShareOf(BigInt(range.endUnixNano), range.stepNanos, time.range.endUnixNano);
          const shown = services.filter(({ service }) => isNamed(service, search.find)).toSorted(COMPARED[order]);
          return shown.length === 0 ? (
            <Notice title={services.length === 0 ? "No service sent a span in this time" : "No service is called so"}>
              <p>
                {services.length === 0
                  ? "Widen the time, or see on the status page what arrives."
                  : "Clear the filter to see them all."}{" "}
                <Link to="/status">Status</Link>
              </p>
            </Notice>
          ) : (
            <>
              <CoverageLine count={shown.length} what="service" hasMore={false} coverage={coverage} />
              <div className={tree["scroll"]}>
                <table className={tree["table"]}>
                  <thead>
                    <tr>
                      <th scope="col">Service</th>
                      <RedHeads />
                      <th scope="col" data-further="true">
                        Operations
                      </th>
                      <th scope="col" data-further="true">
                        Spans over time
                      </th>
                    </tr>
                  </thead>
                  <tbody>
                    {shown.map((service) => (
                      <tr key={service.service}>
                        <th scope="row">
                          <ServiceName service={service} time={search} />
                        </th>
                        <RedCells red={service.red} before={service.before} />
                        <td data-further="true">{service.operationCount}</td>
                        <td className={tree["spark"]} data-further="true">
                          <Sparkline points={goingOn(service.sparkline, lastShare)} what="Requests" />
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            </>
          );
        }}
      </Answer>
    </>
  );
}

/** Leads to its page; what has no name has none. */
function ServiceName({ service, time }: { readonly service: ServiceSummary; readonly time: TimeSearch }) {
  const { service: name, basis } = service;
  if (name === "") {
    return NAMELESS;
  }
  return (
    <Link to="/service/$name" params={{ name }} search={timeOf(time)}>
      <ServiceDot service={name} /> <b>{name}</b>
      {basis === "spans" && <small title="It received no requests; all its spans are judged"> all spans</small>}
    </Link>
  );
}
