import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { ApiError } from "../api/client";
import { statusQuery } from "../api/queries";
import type { Status } from "../api/types";
import { Mark } from "../app/Brand";
import { UniversalBox } from "../app/UniversalBox";
import { Failure } from "../parts/Failure";
import { Notice } from "../parts/Notice";
import { useDelayed } from "../parts/useDelayed";
import { useTitle } from "../parts/useTitle";
import { ChangedLately } from "./ChangedLately";
import { FirstSpan } from "./FirstSpan";
import styles from "./HomePage.module.css";
import { RecentTraces } from "./RecentTraces";
import { StoreLine } from "./StoreLine";

/** Where was I, and how do I begin? */
export function HomePage() {
  useTitle("");
  const [wasEmpty, setWasEmpty] = useState(false);
  const status = useQuery({ ...statusQuery, refetchInterval: wasEmpty ? 1000 : 10_000 });
  const isLate = useDelayed(status.isPending);
  // Once shown, the first-span page stays, so that its counter is seen to turn.
  if (status.data && isUntouched(status.data) && !wasEmpty) {
    setWasEmpty(true);
  }
  return (
    <div className={styles["home"]}>
      <div className={styles["head"]}>
        <Mark size={34} />
        <h1>Clew</h1>
        <p>Follow one request through everything it touched.</p>
      </div>
      <UniversalBox isLarge />
      {isLate && <p role="status">Asking the server…</p>}
      {status.isError && (
        <Notice
          title={hasAnswered(status.error) ? "The server answers with an error" : "The server does not answer"}
          tone="error"
        >
          <Failure error={status.error} onAgain={() => void status.refetch()} />
          <p>It is asked again every ten seconds.</p>
        </Notice>
      )}
      {status.data && (wasEmpty ? <FirstSpan status={status.data} /> : <StoreLine status={status.data} />)}
      {!wasEmpty && <ChangedLately isServerDown={status.isError} />}
      <RecentTraces />
      <p className={styles["file"]}>
        <Link to="/upload">Open a file with traces</Link>, which stays in this browser.
      </p>
    </div>
  );
}

function hasAnswered(error: Error): boolean {
  return error instanceof ApiError && error.status !== 0;
}

function isUntouched(status: Status): boolean {
  return status.spansReceived === 0 && status.spansStored === 0;
}
