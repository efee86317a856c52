import { ChevronRight } from "lucide-react";
import type { Attribute, SpanEvent } from "../api/types";
import { formatDuration } from "../model/duration";
import { AttributeTable } from "./AttributeTable";
import { attributeText } from "./attributeText";
import styles from "./EventList.module.css";

interface Props {
  readonly events: readonly SpanEvent[];
  readonly startNanos: bigint;
  readonly dropped: number;
}

const STACK = "exception.stacktrace";

/** What happened within the span, in the order of time; an exception shows its first line, the stack unfolds. */
export function EventList({ events, startNanos, dropped }: Props) {
  if (events.length === 0 && dropped === 0) {
    return null;
  }
  return (
    <section className={styles["events"]} aria-label="Events">
      <h3>
        Events <span>{events.length}</span>
      </h3>
      <ol>
        {events.map((event, at) => (
          <li key={`${at} ${event.timeUnixNano}`}>
            <Event event={event} after={Number(BigInt(event.timeUnixNano) - startNanos)} />
          </li>
        ))}
      </ol>
      {dropped > 0 && <p className={styles["dropped"]}>The sender dropped {dropped} more.</p>}
    </section>
  );
}

function Event({ event, after }: { readonly event: SpanEvent; readonly after: number }) {
  const stack = valueOf(event.attributes, STACK);
  const type = valueOf(event.attributes, "exception.type");
  const message = valueOf(event.attributes, "exception.message");
  const isException = event.name === "exception" || type !== "";
  const others = event.attributes.filter(
    ({ key }) => key !== STACK && !(isException && (key === "exception.type" || key === "exception.message")),
  );
  return (
    <>
      <div className={styles["line"]} data-exception={isException}>
        <span className={styles["when"]}>
          {after < 0 ? "−" : "+"}
          {formatDuration(Math.abs(after))}
        </span>
        <strong>{isException && type ? type : event.name}</strong>
      </div>
      {message && <p className={styles["message"]}>{message}</p>}
      {stack && (
        <details className={styles["stack"]}>
          <summary>
            <ChevronRight size={14} aria-hidden="true" /> Stack trace, {stack.trimEnd().split("\n").length} lines
          </summary>
          {/* Scrolls sideways, so the keyboard must be able to reach it. */}
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
          <pre tabIndex={0}>{stack}</pre>
        </details>
      )}
      <AttributeTable attributes={others} label={`Attributes of ${event.name}`} place="logs" />
    </>
  );
}

function valueOf(attributes: readonly Attribute[], key: string): string {
  const found = attributes.find((attribute) => attribute.key === key);
  return found ? attributeText(found) : "";
}
