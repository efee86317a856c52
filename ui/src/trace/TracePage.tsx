import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { ApiError } from "../api/client";
import { columnsQuery } from "../api/queries";
import { asSpanId } from "../model/ids";
import controls from "../parts/controls.module.css";
import { Failure } from "../parts/Failure";
import { Notice } from "../parts/Notice";
import { Waiting } from "../parts/Waiting";
import { normalTraceId } from "./search";
import styles from "./TracePage.module.css";
import { Workbench } from "./Workbench";

/** How often a trace that is not there is looked for again, where the reader waits for it. */
const EVERY_MILLIS = 1000;

/** What happened in this request? */
export function TracePage() {
  const { traceId: param } = useParams({ from: "/trace/$traceId" });
  const traceId = normalTraceId(param);
  return traceId === null ? <NoTraceId text={param} /> : <LoadedTrace traceId={traceId} />;
}

function LoadedTrace({ traceId }: { readonly traceId: string }) {
  const [isAwaited, setAwaited] = useState(false);
  const trace = useQuery({ ...columnsQuery(traceId), refetchInterval: isAwaited ? EVERY_MILLIS : false });
  const retry = () => void trace.refetch();
  const notFound = <NotFound traceId={traceId} isAwaited={isAwaited} onAwait={() => setAwaited(!isAwaited)} />;
  if (trace.data) {
    return trace.data.spanCount === 0 ? (
      notFound
    ) : (
      <Workbench key={`${traceId} ${trace.dataUpdatedAt}`} columns={trace.data} onReload={retry} />
    );
  }
  if (trace.error instanceof ApiError && trace.error.status === 404) {
    return notFound;
  }
  if (trace.isError) {
    return (
      <Notice isPage title="The trace could not be read" tone="error">
        <Failure error={trace.error} onAgain={retry}>
          <Link to="/explore" className={controls["button"]}>
            Search for traces
          </Link>
        </Failure>
      </Notice>
    );
  }
  return (
    <>
      <h1 className="srOnly">Loading the trace…</h1>
      <Waiting queryKey={columnsQuery(traceId).queryKey} isIdle={trace.fetchStatus === "idle"} onAgain={retry} />
    </>
  );
}

interface NotFoundProps {
  readonly traceId: string;
  readonly isAwaited: boolean;
  readonly onAwait: () => void;
}

function NotFound({ traceId, isAwaited, onAwait }: NotFoundProps) {
  const spanId = asSpanId(traceId);
  return (
    <Notice isPage title="No such trace here">
      <p>
        Nothing is stored under <code>{traceId}</code>. Its spans may still be on their way, may have been dropped by a
        sampler, or may be older than the retention.
      </p>
      <p className={styles["ways"]}>
        <button type="button" className={controls["button"]} aria-pressed={isAwaited} onClick={onAwait}>
          {isAwaited ? "Waiting for it… stop" : "Wait for it"}
        </button>
        {spanId === null ? (
          <Link to="/explore" className={controls["button"]}>
            Search for traces
          </Link>
        ) : (
          <Link to="/explore" search={{ q: `{ span:id = "${spanId}" }`, view: "spans" }} className={controls["button"]}>
            Search for a span of this id
          </Link>
        )}
      </p>
    </Notice>
  );
}

function NoTraceId({ text }: { readonly text: string }) {
  return (
    <Notice isPage title="This is no trace id" tone="error">
      <p>
        A trace id is up to 32 hex digits, not all zero; the address says <code>{text}</code>.
      </p>
    </Notice>
  );
}
