import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import type { ErrorGroup, ErrorGroups } from "../api/analysis";
import { errorsQuery } from "../api/queries";
import { CoverageLine } from "../explore/CoverageLine";
import { queryOf } from "../explore/query";
import { type TimeSearch, timeOf } from "../model/range";
import { formatNumber, formatShare } from "../model/series";
import { formatMoment, formatRelative, millisOf } from "../model/time";
import { versionQuery, versionText } from "../model/versions";
import { Chart } from "../parts/Chart";
import controls from "../parts/controls.module.css";
import { Fact } from "../parts/Fact";
import { Notice } from "../parts/Notice";
import { PageHead } from "../parts/PageHead";
import { ServiceDot } from "../parts/ServiceDot";
import tree from "../parts/TreeTable.module.css";
import { useNow } from "../parts/useNow";
import { useRange } from "../parts/useRange";
import { useTitle } from "../parts/useTitle";
import { groupQuery, titleOf } from "./group";
import styles from "./GroupPage.module.css";
import { KnownGroups } from "./KnownGroups";
import { Since } from "./Since";

const STEPS = 90;

/** One cause of failures: since when, how often, in which versions, where to look. */
export function GroupPage() {
  const { group: id } = useParams({ from: "/errors/$group" });
  const search = useSearch({ from: "/errors/$group" });
  const navigate = useNavigate({ from: "/errors/$group" });
  const time = useRange(search);
  const options = errorsQuery({ query: queryOf(search), ...time.range, limit: 1, steps: STEPS, group: id });
  const answer = useQuery(options);
  const known = answer.data?.groups[0];
  useTitle(known ? `${titleOf(known)} · ${known.service}` : "Errors of one kind");
  return (
    <>
      <PageHead
        title={known ? titleOf(known) : "Errors of one kind"}
        time={{
          search,
          onChange: (next) => void navigate({ search: (before) => ({ ...before, ...next }) }),
          onRenew: time.renew,
        }}
      >
        <nav className={styles["ways"]} aria-label="Elsewhere">
          <Link to="/errors" search={{ ...timeOf(search), q: search.q }} className={controls["button"]}>
            All errors
          </Link>
          {known && (
            <Link to="/explore" search={{ ...timeOf(search), q: groupQuery(known) }} className={controls["button"]}>
              Traces
            </Link>
          )}
        </nav>
      </PageHead>
      <KnownGroups of={answer} options={options} what="The errors">
        {(answered) =>
          answered.groups[0] ? (
            <Known group={answered.groups[0]} of={answered} time={timeOf(search)} />
          ) : (
            <Notice title="No span failed so in this time">
              <p>Widen the time to see when one did.</p>
            </Notice>
          )
        }
      </KnownGroups>
    </>
  );
}

interface KnownProps {
  readonly group: ErrorGroup;
  readonly of: ErrorGroups;
  readonly time: TimeSearch;
}

function Known({ group, of, time }: KnownProps) {
  const { range, lookedAtBefore, coverage } = of;
  const firstMillis = millisOf(range.startUnixNano);
  const stepMillis = (millisOf(range.endUnixNano) - firstMillis) / group.sparkline.length;
  return (
    <>
      {!coverage.complete && <CoverageLine count={group.count} what="failure" hasMore={false} coverage={coverage} />}
      <section className={styles["about"]} aria-label="What it is">
        <p className={styles["message"]}>
          {group.message || "It tells no message"} <Since group={group} />
        </p>
        <p>
          <Link to="/service/$name" params={{ name: group.service }} search={time}>
            <ServiceDot service={group.service} /> {group.service}
          </Link>{" "}
          in {group.names.join(", ")} {group.frame !== "" && <code>{group.frame}</code>}
        </p>
        <dl>
          <Fact term="Failures" value={`${formatNumber(group.count)}, ${formatShare(group.share)} of all`} />
          <Fact term="Traces" value={formatNumber(group.traceCount)} />
          <Seen term="First seen" unixNano={group.firstSeenUnixNano} />
          <Seen term="Last seen" unixNano={group.lastSeenUnixNano} />
          {lookedAtBefore && <Seen term="Looked back to" unixNano={lookedAtBefore.startUnixNano} />}
        </dl>
      </section>
      <div className={styles["chart"]}>
        <Chart
          title="Failures"
          curves={[{ name: "failures", points: group.sparkline, tone: "error" }]}
          format={formatNumber}
          moments={{ firstMillis, stepMillis }}
          figure={formatNumber(group.count)}
        />
      </div>
      <GroupVersions group={group} time={time} />
      <h2 className={styles["title"]}>Newest</h2>
      <ul className={styles["examples"]}>
        {group.examples.map((example) => (
          <li key={`${example.traceId} ${example.spanId}`}>
            <Link to="/trace/$traceId" params={{ traceId: example.traceId }} search={{ span: example.spanId }}>
              {formatMoment(millisOf(example.startUnixNano))}
            </Link>{" "}
            {example.message}
          </li>
        ))}
      </ul>
    </>
  );
}

function GroupVersions({ group, time }: { readonly group: ErrorGroup; readonly time: TimeSearch }) {
  if (group.versions.every(({ version }) => version === "")) {
    return null;
  }
  return (
    <>
      <h2 className={styles["title"]}>Versions it was seen in</h2>
      <div className={tree["scroll"]}>
        <table className={tree["table"]} data-aligned="true">
          <thead>
            <tr>
              <th scope="col">Version</th>
              <th scope="col">Failures</th>
              <th scope="col" data-further="true">
                First seen
              </th>
              <th scope="col">Last seen</th>
            </tr>
          </thead>
          <tbody>
            {group.versions.map(({ version, count, firstSeenUnixNano, lastSeenUnixNano }) => (
              <tr key={version}>
                <th scope="row">
                  <Link to="/explore" search={{ ...time, q: versionQuery(group.service, version) }}>
                    <b>{versionText(version)}</b>
                  </Link>
                </th>
                <td>{formatNumber(count)}</td>
                <td data-further="true">{momentOf(firstSeenUnixNano)}</td>
                <td>{momentOf(lastSeenUnixNano)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

const momentOf = (unixNano: string) => formatMoment(millisOf(unixNano)).slice(0, 19);

function Seen({ term, unixNano }: { readonly term: string; readonly unixNano: string }) {
  const now = useNow(10_000);
  return <Fact term={term} value={`${momentOf(unixNano)}, ${formatRelative(millisOf(unixNano), now)}`} />;
}
