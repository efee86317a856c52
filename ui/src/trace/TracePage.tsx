import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { ApiError } from "../api/client";
import { columnsQuery } from "../api/queries";
import controls from "../parts/controls.module.css";
import { Notice } from "../parts/Notice";
import { useDelayed } from "../parts/useDelayed";
import { normalTraceId } from "./search";
import { Workbench } from "./Workbench";

/** What happened in this request? */
export function TracePage() {
  const { traceId: param } = useParams({ from: "/trace/$traceId" });
  const traceId = normalTraceId(param);
  return traceId === null ? <NoTraceId text={param} /> : <LoadedTrace traceId={traceId} />;
}

function LoadedTrace({ traceId }: { readonly traceId: string }) {
  const trace = useQuery(columnsQuery(traceId));
  const isLate = useDelayed(trace.isPending);
  const retry = () => void trace.refetch();
  if (trace.data) {
    return trace.data.spanCount === 0 ? (
      <NotFound traceId={traceId} onRetry={retry} />
    ) : (
      <Workbench key={`${traceId} ${trace.dataUpdatedAt}`} columns={trace.data} onReload={retry} />
    );
  }
  if (trace.error instanceof ApiError && trace.error.status === 404) {
    return <NotFound traceId={traceId} onRetry={retry} />;
  }
  if (trace.isError) {
    return (
      <Notice isPage title="The trace could not be read" tone="error">
        <p>{trace.error.message}</p>
        <Again onRetry={retry} />
      </Notice>
    );
  }
  return isLate ? <Notice isPage title="Loading the trace…" /> : null;
}

function NotFound({ traceId, onRetry }: { readonly traceId: string; readonly onRetry: () => void }) {
  return (
    <Notice isPage title="No such trace here">
      <p>
        Nothing is stored under <code>{traceId}</code>. Its spans may still be on their way, may have been dropped by a
        sampler, or may be older than the retention.
      </p>
      <Again onRetry={onRetry} />
    </Notice>
  );
}

function Again({ onRetry }: { readonly onRetry: () => void }) {
  return (
    <p>
      <button type="button" className={controls["button"]} onClick={onRetry}>
        Look again
      </button>{" "}
      <Link to="/explore" className={controls["button"]}>
        Search for traces
      </Link>
    </p>
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
