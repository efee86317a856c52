import { extentOf } from "../model/chartTable";
import { type Points, linePath, peakOf } from "../model/series";
import styles from "./Sparkline.module.css";

interface Props {
  readonly points: Points;
  readonly tone?: "accent" | "error";
  readonly isBars?: boolean;
  /** What is counted, for who does not see the shape; without it the shape is beside the point. */
  readonly what?: string;
}

const HEIGHT = 20;

/** A shape, not a scale: the figures stand beside it. */
export function Sparkline({ points, tone = "accent", isBars = false, what }: Props) {
  const peak = peakOf(points);
  const count = Math.max(points.length, 1);
  const told = what
    ? ({ role: "img", "aria-label": `${what} over time: ${extentOf(points)}` } as const)
    : ({ "aria-hidden": true } as const);
  if (isBars) {
    return (
      <svg
        className={styles["spark"]}
        data-tone={tone}
        viewBox={`0 0 ${count} ${HEIGHT}`}
        preserveAspectRatio="none"
        {...told}
      >
        {points.map((point, at) => {
          const height = point === null || point === 0 ? 0.6 : Math.max((point / peak) * HEIGHT, 2);
          return <rect key={at} x={at + 0.1} width={0.8} y={HEIGHT - height} height={height} />;
        })}
      </svg>
    );
  }
  return (
    <svg
      className={styles["spark"]}
      data-tone={tone}
      viewBox={`0 -1 ${Math.max(count - 1, 1)} ${HEIGHT + 2}`}
      preserveAspectRatio="none"
      {...told}
    >
      <path d={linePath(points, peak, HEIGHT)} />
    </svg>
  );
}
