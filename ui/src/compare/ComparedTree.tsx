import { Link } from "@tanstack/react-router";
import { Fragment, useState } from "react";
import type { ComparedNode, NodeSide } from "../api/comparison";
import { formatDuration } from "../model/duration";
import { ServiceDot } from "../parts/ServiceDot";
import tree from "../parts/TreeTable.module.css";
import { Balance, signed } from "./Balance";
import { Orders, useOrder } from "./Orders";
import styles from "./ComparePage.module.css";

interface Props {
  readonly nodes: readonly ComparedNode[];
  readonly a: string;
  readonly b: string;
}

const MOST_SHOWN = 500;

/** Both traces as one call tree; bars point left where B is quicker, right where it is slower. */
export function ComparedTree({ nodes, a, b }: Props) {
  const order = useOrder();
  const [open, setOpen] = useState<number | null>(null);
  const most = nodes.reduce((peak, node) => Math.max(peak, Math.abs(node.deltaPathNanos)), 1);
  const numbered = nodes.map((node, at) => ({ node, at }));
  const shown =
    order === "as called"
      ? numbered
      : numbered.toSorted((x, y) => Math.abs(y.node.deltaPathNanos) - Math.abs(x.node.deltaPathNanos));
  return (
    <>
      <Orders />
      <div className={tree["scroll"]}>
        <table className={tree["table"]}>
          <thead>
            <tr>
              <th scope="col">Call</th>
              <th scope="col">A</th>
              <th scope="col">B</th>
              <th scope="col" className={styles["delta"]}>
                B − A on the critical path
              </th>
              <th scope="col" data-further="true">
                Self
              </th>
              <th scope="col">Errors</th>
            </tr>
          </thead>
          <tbody>
            {shown.slice(0, MOST_SHOWN).map(({ node, at }) => (
              <Fragment key={at}>
                <tr data-only={node.only}>
                  <th
                    scope="row"
                    style={{ paddingLeft: 16 + (order === "as called" ? Math.min(node.depth, 20) * 14 : 0) }}
                  >
                    <span className={styles["call"]}>
                      <NodeLink node={node} a={a} b={b} />
                      {node.only && <small className={styles["only"]}>only in {node.only.toUpperCase()}</small>}
                      {node.attributes.length > 0 && (
                        <button
                          type="button"
                          className={styles["differ"]}
                          aria-expanded={open === at}
                          onClick={() => setOpen(open === at ? null : at)}
                        >
                          {node.attributes.length}{" "}
                          {node.attributes.length === 1 ? "attribute differs" : "attributes differ"}
                        </button>
                      )}
                    </span>
                  </th>
                  <td>{sideText(node.a)}</td>
                  <td>{sideText(node.b)}</td>
                  <td className={styles["delta"]}>
                    <Balance nanos={node.deltaPathNanos} most={most} />
                  </td>
                  <td data-further="true">{signed(node.deltaSelfNanos)}</td>
                  <td data-error={node.deltaErrors > 0}>
                    {node.deltaErrors === 0 ? "" : `${node.deltaErrors > 0 ? "+" : "−"}${Math.abs(node.deltaErrors)}`}
                  </td>
                </tr>
                {open === at && <Differences node={node} />}
              </Fragment>
            ))}
          </tbody>
        </table>
      </div>
      {shown.length > MOST_SHOWN && (
        <p className={tree["note"]}>{shown.length - MOST_SHOWN} more calls are not shown.</p>
      )}
    </>
  );
}

function NodeLink({ node, a, b }: { readonly node: ComparedNode; readonly a: string; readonly b: string }) {
  const [traceId, spanId] = node.b.spanIds[0] ? [b, node.b.spanIds[0]] : [a, node.a.spanIds[0]];
  return (
    <Link to="/trace/$traceId" params={{ traceId }} search={{ span: spanId }}>
      <ServiceDot service={node.service} /> <b>{node.service}</b> {node.name}
    </Link>
  );
}

function Differences({ node }: { readonly node: ComparedNode }) {
  return (
    <tr>
      <td colSpan={6} className={styles["differences"]}>
        {node.attributes.map(({ key, scope, a, b }) => (
          <p key={`${scope} ${key}`}>
            <code>
              {scope}.{key}
            </code>{" "}
            <del>{a.join(", ") || "–"}</del> → <ins>{b.join(", ") || "–"}</ins>
          </p>
        ))}
      </td>
    </tr>
  );
}

function sideText({ count, totalNanos }: NodeSide): string {
  return count === 0 ? "–" : `${count > 1 ? `${count} × ` : ""}${formatDuration(totalNanos / count)}`;
}
