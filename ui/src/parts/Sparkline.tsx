import { type Points, linePath, peakOf } from "../model/series";
import styles from "./Sparkline.module.css";

interface Props {
  readonly points: Points;
  readonly tone?: "accent" | "error";
  readonly isBars?: boolean;
}

const HEIGHT = 20;

/** A shape, not a scale: the figures stand beside it. */
export function Sparkline({ points, tone = "accent", isBars = false }: Props) {
  const peak = peakOf(points);
  const count = Math.max(points.length, 1);
  if (isBars) {
    return (
      <svg
        className={styles["spark"]}
        data-tone={tone}
        viewBox={`0 0 ${count} ${HEIGHT}`}
        preserveAspectRatio="none"
        aria-hidden="true"
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
      aria-hidden="true"
    >
      <path d={linePath(points, peak, HEIGHT)} />
    </svg>
  );
}
