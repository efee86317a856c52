import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { ApiError } from "../api/client";
import controls from "./controls.module.css";
import { CopyButton } from "./CopyButton";
import styles from "./Failure.module.css";

interface Props {
  readonly error: Error;
  readonly onAgain?: () => void;
  /** Other ways out. */
  readonly children?: ReactNode;
}

/** Why something could not be had: the server's own words, under what the server knows of it, and another try. */
export function Failure({ error, onAgain, children }: Props) {
  return (
    <>
      <p>{error.message}</p>
      {error instanceof ApiError && <Request error={error} />}
      {(onAgain || children) && (
        <p className={styles["ways"]}>
          {onAgain && (
            <button type="button" className={controls["button"]} onClick={onAgain}>
              Ask again
            </button>
          )}
          {children}
        </p>
      )}
    </>
  );
}

const isServersFault = ({ status }: ApiError) => status >= 500;

function Request({ error }: { readonly error: ApiError }) {
  if (error.request?.isKept) {
    return (
      <p>
        <Link to="/trace/$traceId" params={{ traceId: error.request.traceId }}>
          Clew&apos;s own trace of this request
        </Link>
      </p>
    );
  }
  // What the reader asked wrongly is not in the log.
  return error.request && isServersFault(error) ? (
    <p className={styles["request"]}>
      Request <code>{error.request.traceId}</code>
      <CopyButton label="Copy the request's id" text={error.request.traceId} />
      in the server&apos;s log
    </p>
  ) : null;
}
