import styles from "./ResultsSkeleton.module.css";

const WIDTHS = [62, 48, 71, 55, 66, 43, 58, 69];

export function ResultsSkeleton() {
  return (
    <div className={styles["skeleton"]} role="status" aria-label="Searching">
      {WIDTHS.map((width) => (
        <span key={width} style={{ width: `${width}%` }} />
      ))}
    </div>
  );
}
