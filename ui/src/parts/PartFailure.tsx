import { CircleAlert } from "lucide-react";
import { Failure } from "./Failure";
import styles from "./Failure.module.css";

interface Props {
  /** What could not be read, for the reader of an error. */
  readonly what: string;
  readonly error: Error;
  readonly onAgain: () => void;
}

/** A part of a page that could not be had, said in its own place; the rest of the page stays. */
export function PartFailure({ what, error, onAgain }: Props) {
  return (
    <div className={styles["part"]} role="alert">
      <p className={styles["what"]}>
        <CircleAlert size={13} aria-hidden="true" />
        {what} could not be read
      </p>
      <Failure error={error} onAgain={onAgain} />
    </div>
  );
}
