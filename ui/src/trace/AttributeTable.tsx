import { Link } from "@tanstack/react-router";
import { Search } from "lucide-react";
import { Fragment } from "react";
import type { Attribute } from "../api/types";
import { attributeField, formatChips, literal } from "../model/traceql";
import controls from "../parts/controls.module.css";
import { CopyButton } from "../parts/CopyButton";
import styles from "./AttributeTable.module.css";
import { attributeText, webAddress } from "./attributeText";

interface Props {
  readonly attributes: readonly Attribute[];
  readonly label: string;
  /** How a query names them; absent where it cannot ask for them. */
  readonly scope?: string | null;
}

/** Keys and values as plain text, whatever a client has sent. */
export function AttributeTable({ attributes, label, scope = null }: Props) {
  if (attributes.length === 0) {
    return null;
  }
  return (
    <table className={styles["table"]} aria-label={label}>
      <tbody>
        {attributes.map((attribute, at) => (
          // A key may come twice from a careless client; then the place tells them apart.
          <tr key={`${at} ${attribute.key}`}>
            <th scope="row">
              <Key text={attribute.key} />
            </th>
            <td data-type={attribute.type}>
              <Value attribute={attribute} />
              <span className={styles["copy"]}>
                {scope !== null && <ExploreLink scope={scope} attribute={attribute} />}
                <CopyButton label={`Copy ${attribute.key}`} text={attributeText(attribute)} />
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const ASKABLE = new Set(["string", "int", "double", "bool"]);

/** Leads to all spans that have the same value. */
function ExploreLink({ scope, attribute }: { readonly scope: string; readonly attribute: Attribute }) {
  const { key, type, value } = attribute;
  if (!ASKABLE.has(type)) {
    return null;
  }
  const chip = { field: attributeField(scope, key), operator: "=", value: literal(type, value) } as const;
  return (
    <Link
      to="/explore"
      search={{ q: formatChips({ chips: [chip], rest: "" }) }}
      className={controls["quiet"]}
      aria-label={`Spans with the same ${key}`}
      title="Spans with the same value"
    >
      <Search size={14} aria-hidden="true" />
    </Link>
  );
}

/** May break after a dot or the like, where a reader would. */
function Key({ text }: { readonly text: string }) {
  return text.split(/(?<=[._/-])/).map((part, at) => (
    <Fragment key={at}>
      {part}
      <wbr />
    </Fragment>
  ));
}

function Value({ attribute }: { readonly attribute: Attribute }) {
  const text = attributeText(attribute);
  const address = attribute.type === "string" ? webAddress(text) : null;
  if (address) {
    return (
      <a href={address} target="_blank" rel="noreferrer noopener">
        {text}
      </a>
    );
  }
  return <span>{text === "" ? "—" : text}</span>;
}

export function matching(attributes: readonly Attribute[], wanted: string): readonly Attribute[] {
  const needle = wanted.trim().toLowerCase();
  return needle === ""
    ? attributes
    : attributes.filter((attribute) => `${attribute.key}\n${attributeText(attribute)}`.toLowerCase().includes(needle));
}
