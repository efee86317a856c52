import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import styles from "./Notice.module.css";

interface Props {
  readonly title: string;
  readonly tone?: "calm" | "error";
  /** It is all the page has to say. */
  readonly isPage?: boolean;
  readonly children?: ReactNode;
}

/** A page, or a part of one, that has something to say instead of something to show. */
export function Notice({ title, tone = "calm", isPage = false, children }: Props) {
  const Title = isPage ? "h1" : "h2";
  return (
    <div className={styles["notice"]} role={tone === "error" ? "alert" : "status"} data-tone={tone}>
      <Title>
        {tone === "error" && <CircleAlert size={17} aria-hidden="true" />}
        {title}
      </Title>
      {children}
    </div>
  );
}
