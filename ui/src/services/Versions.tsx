import { Link } from "@tanstack/react-router";
import type { Red, ServiceVersion, ServiceVersions } from "../api/analysis";
import { CoverageLine } from "../explore/CoverageLine";
import { type Change, errorChange, latencyChange } from "../model/change";
import { formatDuration } from "../model/duration";
import type { TimeSearch } from "../model/range";
import { formatShare, goingOn, perSecond } from "../model/series";
import { millisOf, shortClock } from "../model/time";
import { newestTwo, versionQuery, versionText } from "../model/versions";
import { Changed, RedHeads } from "../parts/RedCells";
import { Sparkline } from "../parts/Sparkline";
import tree from "../parts/TreeTable.module.css";
import { lastShare } from "./Figures";
import styles from "./ServicePage.module.css";

interface Props {
  readonly of: ServiceVersions;
  readonly time: TimeSearch;
  readonly endUnixNano: string;
}

/** The versions of a service side by side; each is told beside the one that was there before it. */
export function Versions({ of, time, endUnixNano }: Props) {
  const { service, versions, range } = of;
  const two = newestTwo(versions);
  const share = lastShare(range, endUnixNano);
  return (
    <section aria-label="Versions">
      <div className={styles["head"]}>
        {two && (
          <Link
            to="/compare"
            search={{ ...time, a: versionQuery(service, two[1].version), b: versionQuery(service, two[0].version) }}
          >
            Compare the traces of {versionText(two[1].version)} with those of {versionText(two[0].version)}
          </Link>
        )}
        <span>latencies right within a factor of two</span>
      </div>
      {(of.truncated || !of.coverage.complete) && (
        <CoverageLine count={versions.length} what="version" hasMore={of.truncated} coverage={of.coverage} />
      )}
      <div className={tree["scroll"]}>
        <table className={tree["table"]} data-aligned="true">
          <thead>
            <tr>
              <th scope="col">Version</th>
              <th scope="col" className={tree["text"]} data-further="true">
                First seen
              </th>
              <RedHeads />
              <th scope="col" data-further="true">
                Over time
              </th>
            </tr>
          </thead>
          <tbody>
            {versions.map((version, at) => (
              <tr key={version.version}>
                <th scope="row">
                  <Link to="/explore" search={{ ...time, q: versionQuery(service, version.version) }}>
                    <b>{versionText(version.version)}</b>
                  </Link>
                </th>
                <td className={tree["text"]} data-further="true">
                  {version.new ? shortClock(millisOf(version.firstSeenUnixNano)) : "before"}
                </td>
                <VersionCells {...version} before={versions[at + 1]?.red} />
                <td className={tree["spark"]} data-further="true">
                  <Sparkline points={goingOn(version.sparkline, share)} what="Requests" />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

const NO_CHANGE: Change = { text: "", isWorse: false, isBetter: false };

function VersionCells({ red, before }: Pick<ServiceVersion, "red"> & { readonly before: Red | undefined }) {
  return (
    <>
      <td>{perSecond(red.rate)}</td>
      <td data-error={red.errors > 0}>
        <Changed change={before ? errorChange(red, before) : NO_CHANGE} than={THAN} />{" "}
        {red.errors > 0 ? formatShare(red.errorRate) : "–"}
      </td>
      <td data-further="true">{formatDuration(red.p50Nanos)}</td>
      <td>
        <Changed change={before ? latencyChange(red, before) : NO_CHANGE} than={THAN} /> {formatDuration(red.p95Nanos)}
      </td>
      <td data-further="true">{formatDuration(red.p99Nanos)}</td>
    </>
  );
}

const THAN = "beside the version below";
