import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { CornerDownLeft, Search } from "lucide-react";
import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import { servicesQuery } from "../api/queries";
import { type Destination, understand } from "./understand";
import styles from "./UniversalBox.module.css";
import { useKeys } from "./useKeys";

interface Props {
  /** The home page shows it large. */
  readonly isLarge?: boolean;
}

/** One box for whatever is at hand: an id, a traceparent, a log line, a service, an attribute. */
export function UniversalBox({ isLarge = false }: Props) {
  const [text, setText] = useState("");
  const [isFocused, setFocused] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const hintId = useId();
  const navigate = useNavigate();
  const services = useQuery({ ...servicesQuery, enabled: isFocused });
  const destination = understand(text, services.data ?? []);
  useKeys({
    "/": () => input.current?.focus(),
  });

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key === "k") {
        event.preventDefault();
        input.current?.focus();
      }
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);

  const go = (event: FormEvent) => {
    event.preventDefault();
    if (destination.kind === "trace") {
      void navigate({
        to: "/trace/$traceId",
        params: { traceId: destination.traceId },
        search: { span: destination.spanId ?? undefined },
      });
    } else if (destination.kind === "search") {
      void navigate({ to: "/explore", search: destination.search });
    } else {
      return;
    }
    setText("");
    input.current?.blur();
  };

  return (
    <form className={isLarge ? `${styles["box"]} ${styles["large"]}` : styles["box"]} role="search" onSubmit={go}>
      <Search size={isLarge ? 18 : 15} aria-hidden="true" />
      <input
        ref={input}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onFocus={() => setFocused(true)}
        onBlur={() => setFocused(false)}
        onKeyDown={(event) => event.key === "Escape" && event.currentTarget.blur()}
        placeholder={
          isLarge
            ? "Paste a trace id, a traceparent or a whole log line; or type a service"
            : "Trace id, log line, service, key=value"
        }
        aria-label="Go to a trace or search"
        aria-describedby={hintId}
        autoComplete="off"
        spellCheck={false}
      />
      <span id={hintId} className={styles["hint"]}>
        <Hint destination={destination} />
      </span>
    </form>
  );
}

function Hint({ destination }: { readonly destination: Destination }) {
  if (destination.kind === "nothing") {
    return <kbd>/</kbd>;
  }
  return (
    <>
      {destination.label} <CornerDownLeft size={12} aria-label="with Enter" />
    </>
  );
}
