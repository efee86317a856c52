import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import type { Edge, Red, ServiceOverview } from "../api/analysis";
import { serviceOverviewQuery } from "../api/queries";
import { formatDuration } from "../model/duration";
import { type TimeSearch, timeOf } from "../model/range";
import { goingOn, lastShareOf, perSecond } from "../model/series";
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
            <Figures service={service} endUnixNano={time.range.endUnixNano} />
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
          </>
        )}
      </Answer>
    </>
  );
}

const serviceChip = (name: string): Chip => ({ field: "resource.service.name", operator: "=", value: quote(name) });

/** Of the last step of what was counted. */
const lastShare = ({ endUnixNano, stepNanos }: ServiceOverview["range"], asked: string) =>
  lastShareOf(BigInt(endUnixNano), stepNanos, asked);

interface FiguresProps {
  readonly service: ServiceOverview;
  /** Until when was asked; the last step may end later. */
  readonly endUnixNano: string;
}

function Figures({ service: { range, series, red, basis }, endUnixNano }: FiguresProps) {
  const { share, strip } = useSharedCursor();
  const at = share === null ? null : Math.round(share * (series.length - 1));
  const shown = at === null ? red : series[at]!.red;
  const isPart = lastShare(range, endUnixNano) < 1;
  const counts = (read: (red: ServiceOverview["red"]) => number, isLatency = false) =>
    series.map((step) => (isLatency && step.red.count === 0 ? null : read(step.red)));
  return (
    <div className={styles["figures"]} {...strip}>
      <Chart
        title={basis === "requests" ? "Requests" : "Spans"}
        curves={[
          {
            name: "rate",
            points: goingOn(
              counts(({ rate }) => rate),
              lastShare(range, endUnixNano),
            ),
            tone: "accent",
          },
        ]}
        format={perSecond}
        figure={perSecond(shown.rate)}
        isUnderWay={isPart}
      />
      <Chart
        title="Errors"
        curves={[{ name: "errors", points: counts(({ errorRate }) => errorRate * 100), tone: "error" }]}
        format={percent}
        figure={percent(shown.errorRate * 100)}
        isUnderWay={isPart}
      />
      <Chart
        title="Latency"
        curves={LATENCIES.map(({ name, read, tone }) => ({
          name,
          tone,
          points: counts(read, true),
          figure: formatDuration(read(shown)),
        }))}
        format={formatDuration}
        isUnderWay={isPart}
        figure={[shown.p50Nanos, shown.p95Nanos, shown.p99Nanos].map(formatDuration).join(", ")}
      />
    </div>
  );
}

/** What is drawn last lies on top. */
const LATENCIES = [
  { name: "p99", read: ({ p99Nanos }: Red) => p99Nanos, tone: "muted" },
  { name: "p95", read: ({ p95Nanos }: Red) => p95Nanos, tone: "warn" },
  { name: "p50", read: ({ p50Nanos }: Red) => p50Nanos, tone: "accent" },
] as const;

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
