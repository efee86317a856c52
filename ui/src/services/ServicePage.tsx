import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import type { Edge, ServiceOverview } from "../api/analysis";
import { serviceOverviewQuery } from "../api/queries";
import { formatDuration } from "../model/duration";
import { type TimeSearch, timeOf } from "../model/range";
import { perSecond } from "../model/series";
import { type Chip, formatChips, quote } from "../model/traceql";
import { EdgeList } from "../map/EdgeList";
import { Answer } from "../parts/Answer";
import { Chart } from "../parts/Chart";
import controls from "../parts/controls.module.css";
import { PageHead } from "../parts/PageHead";
import { RedCells, RedHeads } from "../parts/RedCells";
import { ServiceDot } from "../parts/ServiceDot";
import { Sparkline } from "../parts/Sparkline";
import tree from "../parts/TreeTable.module.css";
import { useRange } from "../parts/useRange";
import { useSharedCursor } from "../parts/useSharedCursor";
import { useTitle } from "../parts/useTitle";
import styles from "./ServicePage.module.css";

/** How is this service doing, by operation and by dependency? */
export function ServicePage() {
  const { name } = useParams({ from: "/service/$name" });
  const search = useSearch({ from: "/service/$name" });
  const navigate = useNavigate({ from: "/service/$name" });
  const time = useRange(search);
  const options = serviceOverviewQuery(name, time.range);
  const answer = useQuery(options);
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
        </nav>
      </PageHead>
      <Answer of={answer} queryKey={options.queryKey} what="The service" absent={`${name} sent no span in this time`}>
        {(service) => (
          <>
            <Figures service={service} />
            <h2 className={styles["title"]}>Operations</h2>
            <div className={tree["scroll"]}>
              <table className={tree["table"]}>
                <thead>
                  <tr>
                    <th scope="col">Name</th>
                    <th scope="col" className={tree["text"]}>
                      Kind
                    </th>
                    <RedHeads />
                    <th scope="col">Over time</th>
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
                      <td className={tree["text"]}>{operation.kind}</td>
                      <RedCells red={operation.red} before={operation.before} />
                      <td className={tree["spark"]}>
                        <Sparkline points={operation.sparkline} />
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
            <Edges title="Called by" edges={service.upstream} other="client" time={search} />
            <Edges title="Calls" edges={service.downstream} other="server" time={search} />
          </>
        )}
      </Answer>
    </>
  );
}

const serviceChip = (name: string): Chip => ({ field: "resource.service.name", operator: "=", value: quote(name) });

function Figures({ service: { series, red, basis } }: { readonly service: ServiceOverview }) {
  const { share, strip } = useSharedCursor();
  const at = share === null ? null : Math.round(share * (series.length - 1));
  const shown = at === null ? red : series[at]!.red;
  const counts = (read: (red: ServiceOverview["red"]) => number, isLatency = false) =>
    series.map((step) => (isLatency && step.red.count === 0 ? null : read(step.red)));
  return (
    <div className={styles["figures"]} {...strip}>
      <Chart
        title={basis === "requests" ? "Requests" : "Spans"}
        curves={[{ name: "rate", points: counts(({ rate }) => rate), tone: "accent" }]}
        format={perSecond}
        figure={perSecond(shown.rate)}
      />
      <Chart
        title="Errors"
        curves={[{ name: "errors", points: counts(({ errorRate }) => errorRate * 100), tone: "error" }]}
        format={percent}
        figure={percent(shown.errorRate * 100)}
      />
      <Chart
        title="p50, p95, p99"
        curves={[
          { name: "p99", points: counts(({ p99Nanos }) => p99Nanos, true), tone: "muted" },
          { name: "p95", points: counts(({ p95Nanos }) => p95Nanos, true), tone: "warn" },
          { name: "p50", points: counts(({ p50Nanos }) => p50Nanos, true), tone: "accent" },
        ]}
        format={formatDuration}
        figure={[shown.p50Nanos, shown.p95Nanos, shown.p99Nanos].map(formatDuration).join(", ")}
      />
    </div>
  );
}

const percent = (value: number) => `${value < 10 ? value.toFixed(1) : Math.round(value)} %`;

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
