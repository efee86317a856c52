import { ChevronRight, ListFilter } from "lucide-react";
import { useState } from "react";
import type { Attribute, SpanDetail } from "../api/types";
import controls from "../parts/controls.module.css";
import type { Place } from "../model/pageConfig";
import styles from "./AttributeGroups.module.css";
import { AttributeTable, matching } from "./AttributeTable";

/** Attributes of the span, of its resource and of its scope, with one box that filters all three. */
export function AttributeGroups({ span }: { readonly span: SpanDetail }) {
  const [wanted, setWanted] = useState("");
  const scope: Attribute[] = [
    { key: "otel.scope.name", type: "string", value: span.scope.name },
    { key: "otel.scope.version", type: "string", value: span.scope.version },
  ].filter(({ value }) => value !== "") as Attribute[];
  return (
    <>
      <label className={styles["filter"]}>
        <ListFilter size={14} aria-hidden="true" />
        <span className="srOnly">Filter attributes</span>
        <input
          className={controls["field"]}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
          placeholder="Filter attributes"
          spellCheck={false}
          autoComplete="off"
        />
      </label>
      <Group
        title="Span"
        scope="span"
        place="tags"
        attributes={span.attributes}
        wanted={wanted}
        dropped={span.droppedAttributes}
      />
      <Group title="Resource" scope="resource" place="process" attributes={span.resource} wanted={wanted} dropped={0} />
      {scope.length > 0 && <Group title="Scope" scope={null} attributes={scope} wanted={wanted} dropped={0} />}
    </>
  );
}

interface GroupProps {
  readonly title: string;
  /** How a query names them; null where it does not. */
  readonly scope: string | null;
  readonly place?: Place;
  readonly attributes: readonly Attribute[];
  readonly wanted: string;
  readonly dropped: number;
}

function Group({ title, scope, place, attributes, wanted, dropped }: GroupProps) {
  const shown = matching(attributes, wanted);
  return (
    <details className={styles["group"]} open>
      <summary>
        <ChevronRight size={14} aria-hidden="true" />
        {title}
        <span>{wanted === "" ? attributes.length : `${shown.length} of ${attributes.length}`}</span>
      </summary>
      <AttributeTable attributes={shown} label={`${title} attributes`} scope={scope} place={place} />
      {dropped > 0 && <p className={styles["dropped"]}>The sender dropped {dropped} more.</p>}
    </details>
  );
}
