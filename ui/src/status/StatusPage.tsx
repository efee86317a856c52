import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { CircleAlert, CircleCheck, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { configQuery, statusQuery } from "../api/queries";
import type { Config, Status } from "../api/types";
import { formatBytes } from "../home/StoreLine";
import { formatMoment, formatRelative, millisOf } from "../model/time";
import { Answer } from "../parts/Answer";
import { PageHead } from "../parts/PageHead";
import { PartFailure } from "../parts/PartFailure";
import { useNow } from "../parts/useNow";
import { useTitle } from "../parts/useTitle";
import styles from "./StatusPage.module.css";

const number = new Intl.NumberFormat("en");
const QUIET_MILLIS = 5 * 60_000;

/** Is ingestion healthy, and why is my data missing? */
export function StatusPage() {
  const status = useQuery({ ...statusQuery, refetchInterval: 5000 });
  const config = useQuery(configQuery);
  useTitle("Status");
  return (
    <>
      <PageHead title="Status" />
      <Answer of={status} queryKey={statusQuery.queryKey} what="The status">
        {(data) => (
          <div className={styles["page"]}>
            <Health status={data} />
            <Facts status={data} config={config.data} />
            {config.isError && (
              <PartFailure
                what="Ports, retention and version"
                error={config.error}
                onAgain={() => void config.refetch()}
              />
            )}
            <Missing config={config.data} />
          </div>
        )}
      </Answer>
    </>
  );
}

/** What a look at the numbers says, worst first. */
function Health({ status }: { readonly status: Status }) {
  const now = useNow(1000);
  const last = status.lastSpanUnixNano === null ? null : millisOf(status.lastSpanUnixNano);
  const isQuiet = last === null || now - last > QUIET_MILLIS;
  const signs = [
    ...(status.spansRefused > 0
      ? [
          {
            tone: "error",
            Icon: CircleAlert,
            text: `${number.format(status.spansRefused)} spans were refused since the start`,
          },
        ]
      : []),
    ...(isQuiet
      ? [
          {
            tone: "warn",
            Icon: TriangleAlert,
            text:
              last === null
                ? "No span was received since the start"
                : `No span was received ${formatRelative(last, now).replace(" ago", "")} long`,
          },
        ]
      : []),
  ];
  const shown =
    signs.length > 0 ? signs : [{ tone: "ok", Icon: CircleCheck, text: "Spans arrive and none was refused" }];
  return (
    <div role="status">
      <ul className={styles["health"]}>
        {shown.map(({ tone, Icon, text }) => (
          <li key={text} data-tone={tone}>
            <Icon size={16} aria-hidden="true" /> {text}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Facts({ status, config }: { readonly status: Status; readonly config: Config | undefined }) {
  const now = useNow(1000);
  const moment = (unixNano: string) =>
    `${formatMoment(millisOf(unixNano)).slice(0, 19)}, ${formatRelative(millisOf(unixNano), now)}`;
  const facts: readonly (readonly [string, ReactNode])[] = [
    ["Spans received since the start", number.format(status.spansReceived)],
    ["Spans refused since the start", number.format(status.spansRefused)],
    ["Newest span acknowledged", status.lastSpanUnixNano === null ? "none" : moment(status.lastSpanUnixNano)],
    ["Spans held", number.format(status.spansStored)],
    ["Kept in", `${formatBytes(status.storedBytes)} in ${number.format(status.blocks)} blocks`],
    ["Kept for", config ? formatDays(config.retentionNanos) : "…"],
    ["Running since", moment(status.startedUnixNano)],
    ["Version", config?.version ?? "…"],
  ];
  return (
    <section aria-labelledby="facts">
      <h2 id="facts">This server</h2>
      <dl className={styles["facts"]}>
        {facts.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** The usual causes, in the order in which they are quickest ruled out. */
function Missing({ config }: { readonly config: Config | undefined }) {
  return (
    <section aria-labelledby="missing">
      <h2 id="missing">A trace is missing?</h2>
      <ol className={styles["causes"]}>
        <li>
          <b>It has not been sent yet.</b> SDKs send in batches, usually every five seconds.{" "}
          <Link to="/live">Wait for it live.</Link>
        </li>
        <li>
          <b>It goes elsewhere.</b> This server listens for OTLP on{" "}
          {config ? (
            <>
              <code>{config.ports.otlpGrpc}</code> (gRPC) and <code>{config.ports.otlpHttp}</code> (HTTP)
            </>
          ) : (
            "its ports"
          )}
          ; the <Link to="/">home page</Link> has commands that send a span there.
        </li>
        <li>
          <b>It was sampled away</b> by its SDK or by a collector on the way. The traceparent of the request ends in 00
          then.
        </li>
        <li>
          <b>It was refused.</b> The counter above says so, the server&apos;s log why.
        </li>
        <li>
          <b>Its clock is wrong.</b> Spans are found by their own times:{" "}
          <Link to="/explore" search={{ range: "7d" }}>
            look through seven days
          </Link>
          .
        </li>
        <li>
          <b>It is older than what is kept</b>
          {config && `, which is ${formatDays(config.retentionNanos)}`}.
        </li>
      </ol>
    </section>
  );
}

function formatDays(nanos: number): string {
  const hours = nanos / 3600e9;
  return hours >= 48 ? `${Math.round(hours / 24)} days` : `${Math.round(hours)} hours`;
}
