import { Link } from "@tanstack/react-router";
import type { SpanLink } from "../api/types";
import { AttributeTable } from "./AttributeTable";
import styles from "./LinkList.module.css";

interface Props {
  readonly links: readonly SpanLink[];
  readonly traceId: string;
  readonly dropped: number;
}

/** Spans this one points to, here or in another trace. */
export function LinkList({ links, traceId, dropped }: Props) {
  if (links.length === 0 && dropped === 0) {
    return null;
  }
  return (
    <section className={styles["links"]} aria-label="Links">
      <h3>
        Links <span>{links.length}</span>
      </h3>
      <ul>
        {links.map((link, at) => (
          <li key={`${at} ${link.spanId}`}>
            <Link to="/trace/$traceId" params={{ traceId: link.traceId }} search={{ span: link.spanId }}>
              {link.traceId === traceId ? "Span in this trace" : `Trace ${link.traceId.slice(0, 8)}…`}{" "}
              <code>{link.spanId}</code>
            </Link>
            <AttributeTable attributes={link.attributes} label="Attributes of the link" />
          </li>
        ))}
      </ul>
      {dropped > 0 && <p className={styles["dropped"]}>The sender dropped {dropped} more.</p>}
    </section>
  );
}
