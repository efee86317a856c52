import { type ReactNode, type RefObject, useEffect, useRef, useState } from "react";
import type { Health } from "../model/health";
import { NAMELESS } from "../model/ids";
import { serviceColour } from "../model/palette";
import styles from "./CallPicture.module.css";
import { LABEL_HEIGHT, LABEL_WIDTH, NODE_HEIGHT, NODE_WIDTH, type Placed, linePath, usePlaced } from "./placed";

export interface PictureNode {
  readonly key: string;
  readonly service: string;
  readonly title: string;
  readonly facts: ReactNode;
  readonly hint: string;
  /** How much of the graph is left out around it, said in few signs. */
  readonly beyond?: string | undefined;
  /** Known only from what others say of it. */
  readonly isOutside: boolean;
  readonly isFailing: boolean;
}

export interface PictureCall {
  readonly from: string;
  readonly to: string;
  readonly kind: string;
  readonly health: Health;
  readonly count: number;
  readonly label: ReactNode;
  /** Says nothing until somebody is near, so that others can be read. */
  readonly isQuiet?: boolean;
}

interface Props {
  readonly nodes: readonly PictureNode[];
  readonly calls: readonly PictureCall[];
  /** What the picture says, for who does not see it. */
  readonly label: string;
  /** The key of the node that is chosen. */
  readonly chosen: string | undefined;
  readonly onNode: (key: string) => void;
  /** The key of the node that is to be in sight first; else it is where the calls begin. */
  readonly first?: string | undefined;
  /** Where all lies, where that was found out before. */
  readonly known?: Placed | undefined;
}

/** Callers left, called right. What is not under the pointer or focus steps back. */
export function CallPicture({ known, ...picture }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const placed = usePlaced(picture.nodes, picture.calls, known, box);
  return (
    // Scrolls both ways, and its nodes take the keyboard.
    <div ref={box} className={styles["scroll"]}>
      {placed && <PlacedPicture placed={placed} box={box} {...picture} />}
    </div>
  );
}

interface PlacedProps extends Omit<Props, "known"> {
  readonly placed: Placed;
  readonly box: RefObject<HTMLElement | null>;
}

function PlacedPicture({ nodes, calls, label, chosen, onNode, first, placed, box }: PlacedProps) {
  const [near, setNear] = useState<string | null>(null);
  const { x: left, y: top } =
    placed.nodes[nodes.findIndex(({ key }) => key === first)] ??
    placed.nodes.toSorted((a, b) => a.x - b.x)[0] ??
    ORIGIN;
  useEffect(() => {
    const { current } = box;
    current?.scrollTo({
      top: top + NODE_HEIGHT / 2 - current.clientHeight / 2,
      left: left + NODE_WIDTH < current.clientWidth ? 0 : left + NODE_WIDTH / 2 - current.clientWidth / 2,
    });
  }, [left, top, box]);
  const isOf = ({ from, to }: PictureCall) => from === near || to === near;
  return (
    <svg width={placed.width} height={placed.height} role="group" aria-label={label}>
      <defs>
        {(["well", "unwell", "failing"] as const).map((health) => (
          <marker
            key={health}
            id={`arrow-${health}`}
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="9"
            markerHeight="9"
            markerUnits="userSpaceOnUse"
            orient="auto"
          >
            <path d="M0 0L8 4L0 8z" data-health={health} className={styles["arrow"]} />
          </marker>
        ))}
      </defs>
      {calls.map((call, at) => {
        const points = placed.calls[at]!;
        const middle = points[Math.floor(points.length / 2)]!;
        return (
          <g
            key={`${call.from}\n${call.to}\n${call.kind}`}
            className={styles["edge"]}
            data-health={call.health}
            data-far={near !== null && !isOf(call)}
            data-quiet={call.isQuiet === true && !isOf(call)}
          >
            <path
              d={linePath(points)}
              strokeWidth={strokeOf(call.count)}
              strokeDasharray={call.kind === "messaging" ? "6 4" : undefined}
              markerEnd={`url(#arrow-${call.health})`}
            />
            <foreignObject
              x={middle.x - LABEL_WIDTH / 2}
              y={middle.y - LABEL_HEIGHT / 2}
              width={LABEL_WIDTH}
              height={LABEL_HEIGHT}
            >
              {call.label}
            </foreignObject>
          </g>
        );
      })}
      {nodes.map((node, at) => (
        <foreignObject key={node.key} {...placed.nodes[at]} width={NODE_WIDTH} height={NODE_HEIGHT}>
          <button
            type="button"
            className={styles["node"]}
            data-focus={node.key === chosen}
            data-outside={node.isOutside}
            data-failing={node.isFailing}
            style={{ borderLeftColor: serviceColour(node.service) }}
            onClick={() => onNode(node.key)}
            onPointerEnter={() => setNear(node.key)}
            onPointerLeave={() => setNear(null)}
            onFocus={() => setNear(node.key)}
            onBlur={() => setNear(null)}
            title={node.hint}
          >
            <span className={styles["name"]}>
              <strong>{node.title || NAMELESS}</strong>
              {node.beyond && <i>{node.beyond}</i>}
            </span>
            <small>{node.facts}</small>
          </button>
        </foreignObject>
      ))}
    </svg>
  );
}

const ORIGIN = { x: 0, y: 0 };

/** Busy calls are thicker, by orders of magnitude. */
function strokeOf(count: number): number {
  return 1 + Math.min(Math.log10(1 + count), 6) * 0.7;
}

export const callLabel = styles["label"]!;
