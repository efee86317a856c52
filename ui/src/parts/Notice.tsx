import type { ReactNode } from "react";
import styles from "./Notice.module.css";

interface Props {
  readonly title: string;
  readonly tone?: "calm" | "error";
  readonly children?: ReactNode;
}

/** A page, or a part of one, that has something to say instead of something to show. */
export function Notice({ title, tone = "calm", children }: Props) {
  return (
    <div className={styles["notice"]} role={tone === "error" ? "alert" : "status"} data-tone={tone}>
      <h2>{title}</h2>
      {children}
    </div>
  );
}
