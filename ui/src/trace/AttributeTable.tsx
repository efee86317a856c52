import { Link } from "@tanstack/react-router";
import { Search, SearchX } from "lucide-react";
import { Fragment } from "react";
import type { Attribute } from "../api/types";
import type { Place, WebLink } from "../model/pageConfig";
import { attributeField, formatChips, literal } from "../model/traceql";
import { webAddress } from "../model/webAddress";
import controls from "../parts/controls.module.css";
import { CopyButton } from "../parts/CopyButton";
import styles from "./AttributeTable.module.css";
import { attributeText } from "./attributeText";
import { useLeads } from "./LinksOut";

interface Props {
  readonly attributes: readonly Attribute[];
  readonly label: string;
  /** How a query names them; absent where it cannot ask for them. */
  readonly scope?: string | null;
  /** How a pattern of links names where they stand; absent where none does. */
  readonly place?: Place | undefined;
}

/** Keys and values as plain text, whatever a client has sent. */
export function AttributeTable({ attributes, label, scope = null, place }: Props) {
  const leads = useLeads();
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
              <Value attribute={attribute} links={place ? leads(place, attribute, attributes) : []} />
              <span className={styles["copy"]}>
                {scope !== null && <ExploreLink scope={scope} attribute={attribute} operator="=" />}
                {scope !== null && <ExploreLink scope={scope} attribute={attribute} operator="!=" />}
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

interface ExploreLinkProps {
  readonly scope: string;
  readonly attribute: Attribute;
  readonly operator: "=" | "!=";
}

/** Leads to all spans that have the same value, or to those that have another one. */
function ExploreLink({ scope, attribute, operator }: ExploreLinkProps) {
  const { key, type, value } = attribute;
  if (!ASKABLE.has(type)) {
    return null;
  }
  const chip = { field: attributeField(scope, key), operator, value: literal(type, value) };
  return (
    <Link
      to="/explore"
      search={{ q: formatChips({ chips: [chip], rest: "" }) }}
      className={controls["quiet"]}
      aria-label={operator === "=" ? `Spans with the same ${key}` : `Spans with another ${key}`}
      title={operator === "=" ? "Spans with the same value" : "Spans with another value"}
    >
      {operator === "=" ? <Search size={14} aria-hidden="true" /> : <SearchX size={14} aria-hidden="true" />}
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

/** A link itself where there is one to follow; what else there is stands below. */
function Value({ attribute, links }: { readonly attribute: Attribute; readonly links: readonly WebLink[] }) {
  const text = attributeText(attribute);
  const address = attribute.type === "string" ? webAddress(text) : null;
  const [first, ...others] = address ? [{ href: address, text }, ...links] : links;
  if (!first) {
    return <span>{text === "" ? "—" : text}</span>;
  }
  return (
    <>
      <Out link={first}>{text}</Out>
      {others.map((link, at) => (
        <div key={at}>
          <Out link={link}>{link.text}</Out>
        </div>
      ))}
    </>
  );
}

function Out({ link, children }: { readonly link: WebLink; readonly children: string }) {
  return (
    <a href={link.href} title={link.text} target="_blank" rel="noreferrer noopener">
      {children}
    </a>
  );
}

export function matching(attributes: readonly Attribute[], wanted: string): readonly Attribute[] {
  const needle = wanted.trim().toLowerCase();
  return needle === ""
    ? attributes
    : attributes.filter((attribute) => `${attribute.key}\n${attributeText(attribute)}`.toLowerCase().includes(needle));
}
