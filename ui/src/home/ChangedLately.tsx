import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { TrendingDown, TrendingUp } from "lucide-react";
import type { Change } from "../api/analysis";
import { changesQuery } from "../api/queries";
import type { ExploreSearch } from "../explore/query";
import { type Chip, formatChips, quote } from "../model/traceql";
import { PartFailure } from "../parts/PartFailure";
import { ServiceDot } from "../parts/ServiceDot";
import { useRange } from "../parts/useRange";
import styles from "./ChangedLately.module.css";

const FEW = 8;

/** What moved in the last hour beside the hour before; each leads to its spans. */
export function ChangedLately({ isServerDown }: { readonly isServerDown: boolean }) {
  const { range } = useRange({ range: "1h" });
  const { data, error, refetch } = useQuery(changesQuery(range));
  if (!data) {
    // Of a server that answers nothing the page says so once.
    return error && !isServerDown ? (
      <PartFailure what="What changed in the last hour" error={error} onAgain={() => void refetch()} />
    ) : null;
  }
  return (
    <section aria-labelledby="changed">
      <h2 id="changed" className={styles["title"]}>
        Changed in the last hour
      </h2>
      {data.changes.length === 0 && <p className={styles["none"]}>Nothing that stands out beside the hour before.</p>}
      <ul className={styles["list"]}>
        {data.changes.slice(0, FEW).map((change) => (
          <li
            key={`${change.service} ${change.name} ${change.kind} ${change.what}`}
            data-what={change.what}
            data-bad={isBad(change)}
          >
            <Link to="/explore" search={searchOf(change)}>
              {change.direction === "up" ? (
                <TrendingUp size={15} aria-hidden="true" />
              ) : (
                <TrendingDown size={15} aria-hidden="true" />
              )}
              <ServiceDot service={change.service} />
              <span>{change.title}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

function isBad({ what, direction }: Change): boolean {
  return direction === "up" && (what === "errors" || what === "latency");
}

function searchOf({ service, name, kind, what }: Change): ExploreSearch {
  const chips: Chip[] = [{ field: "resource.service.name", operator: "=", value: quote(service) }];
  if (name !== null) {
    chips.push({ field: "name", operator: "=", value: quote(name) });
  }
  if (kind !== null) {
    chips.push({ field: "kind", operator: "=", value: kind });
  }
  return {
    q: formatChips({ chips, rest: "" }),
    ...(what === "errors" && { view: "compare" }),
    ...(what === "latency" && { order: "duration" }),
    ...(what === "gone" && { range: "6h" }),
  };
}
