import { useRouter } from "@tanstack/react-router";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { type SavedView, dropView, savedViews } from "../model/saved";
import { formatRelative } from "../model/time";
import controls from "../parts/controls.module.css";
import { Notice } from "../parts/Notice";
import { PageHead } from "../parts/PageHead";
import { useNow } from "../parts/useNow";
import { useTitle } from "../parts/useTitle";
import styles from "./SavedPage.module.css";

/** What did we find before? */
export function SavedPage() {
  const [views, setViews] = useState<readonly SavedView[]>(savedViews);
  const now = useNow(30_000);
  const router = useRouter();
  useTitle("Saved");
  return (
    <>
      <PageHead title="Saved views" />
      {views.length === 0 ? (
        <Notice title="Nothing is saved in this browser">
          <p>
            The bookmark in the top bar keeps the page that you are on under a name: its query, its time and what is
            selected.
          </p>
        </Notice>
      ) : (
        <ul className={styles["list"]}>
          {views.map((view) => (
            <li key={view.name}>
              <a
                href={view.address}
                onClick={(event) => {
                  if (!event.ctrlKey && !event.metaKey && !event.shiftKey) {
                    event.preventDefault();
                    router.history.push(view.address);
                  }
                }}
              >
                <strong>{view.name}</strong>
                <code>{readable(view.address)}</code>
              </a>
              <small>{formatRelative(view.savedMillis, now)}</small>
              <button
                type="button"
                className={controls["quiet"]}
                aria-label={`Delete ${view.name}`}
                onClick={() => setViews(dropView(view.name))}
              >
                <Trash2 size={14} aria-hidden="true" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function readable(address: string): string {
  try {
    return decodeURIComponent(address.replaceAll("+", " "));
  } catch {
    return address;
  }
}
