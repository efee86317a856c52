import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import type { ErrorGroup } from "../api/analysis";
import { errorsQuery } from "../api/queries";
import { CoverageLine } from "../explore/CoverageLine";
import { FilterRow } from "../explore/FilterRow";
import { queryOf } from "../explore/query";
import { type QuerySearch, timeOf } from "../model/range";
import { formatNumber, formatShare } from "../model/series";
import { formatRelative, millisOf } from "../model/time";
import { Notice } from "../parts/Notice";
import { PageHead } from "../parts/PageHead";
import { ServiceDot } from "../parts/ServiceDot";
import { Sparkline } from "../parts/Sparkline";
import { useNow } from "../parts/useNow";
import { useRange } from "../parts/useRange";
import { useTitle } from "../parts/useTitle";
import styles from "./ErrorsPage.module.css";
import { groupQuery, titleOf } from "./group";
import { KnownGroups } from "./KnownGroups";
import { Since } from "./Since";

const STEPS = 48;
const MOST = 100;

/** Which exceptions, since when, who is hit? */
export function ErrorsPage() {
  const search = useSearch({ from: "/errors" });
  const navigate = useNavigate({ from: "/errors" });
  const time = useRange(search);
  const query = queryOf(search);
  const options = errorsQuery({ query, ...time.range, limit: MOST, steps: STEPS });
  const answer = useQuery(options);
  useTitle("Errors");
  return (
    <>
      <PageHead
        title="Errors"
        time={{
          search,
          onChange: (next) => void navigate({ search: (before) => ({ ...before, ...next }) }),
          onRenew: time.renew,
        }}
      >
        <FilterRow
          query={query}
          range={time.range}
          onChange={(q) => void navigate({ search: (before) => ({ ...before, q }) })}
        />
      </PageHead>
      <KnownGroups of={answer} options={options} what="The errors">
        {({ groups, errorCount, coverage, truncated }) =>
          groups.length === 0 ? (
            <Notice title="No span failed in this time">
              <p>Widen the time, or drop a condition.</p>
            </Notice>
          ) : (
            <>
              <CoverageLine count={groups.length} what="group" hasMore={truncated} coverage={coverage} />
              <ol className={styles["groups"]} aria-label={`${formatNumber(errorCount)} failed spans in groups`}>
                {groups.map((group) => (
                  <Group key={group.id} group={group} search={search} isAlone={groups.length === 1} />
                ))}
              </ol>
            </>
          )
        }
      </KnownGroups>
    </>
  );
}

interface GroupProps {
  readonly group: ErrorGroup;
  readonly search: QuerySearch;
  readonly isAlone: boolean;
}

function Group({ group, search, isAlone }: GroupProps) {
  const now = useNow(10_000);
  const [isOpen, setOpen] = useState(isAlone);
  const seen = (unixNano: string) => formatRelative(millisOf(unixNano), now);
  return (
    <li>
      <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <span className={styles["what"]}>
            <strong>{titleOf(group)}</strong>
            {group.type !== "" && <span>{group.message}</span>}
            <small>
              <Since group={group} /> <ServiceDot service={group.service} /> {group.service}
              {group.frame !== "" && <code> {group.frame}</code>}
            </small>
          </span>
          <span className={styles["spark"]}>
            <Sparkline points={group.sparkline} tone="error" isBars what="Errors" />
          </span>
          <span className={styles["seen"]}>
            last {seen(group.lastSeenUnixNano)}
            <small>first {seen(group.firstSeenUnixNano)}</small>
          </span>
          <span className={styles["count"]}>
            {formatNumber(group.count)}
            <small>{formatShare(group.share)}</small>
          </span>
        </summary>
        <div className={styles["more"]}>
          <p>
            {formatNumber(group.traceCount)} {group.traceCount === 1 ? "trace" : "traces"}, in {group.names.join(", ")}.{" "}
            <Link to="/errors/$group" params={{ group: group.id }} search={{ ...timeOf(search), q: search.q }}>
              All about it
            </Link>
            ,{" "}
            <Link to="/explore" search={{ ...timeOf(search), q: groupQuery(group) }}>
              all its traces
            </Link>
          </p>
          <ul>
            {group.examples.map((example) => (
              <li key={`${example.traceId} ${example.spanId}`}>
                <Link to="/trace/$traceId" params={{ traceId: example.traceId }} search={{ span: example.spanId }}>
                  {seen(example.startUnixNano)}
                </Link>{" "}
                {example.message}
              </li>
            ))}
          </ul>
        </div>
      </details>
    </li>
  );
}
