import { useQuery } from "@tanstack/react-query";
import { ExternalLink } from "lucide-react";
import { useId } from "react";
import { pageConfigQuery } from "../api/queries";
import styles from "./LinksMenu.module.css";
import shell from "./Shell.module.css";

/** The links that the page is configured with; nothing where there are none. */
export function LinksMenu() {
  const id = useId();
  const { data } = useQuery(pageConfigQuery);
  if (!data || data.menu.length === 0) {
    return null;
  }
  return (
    <>
      <button type="button" className={shell["tool"]} popoverTarget={id} aria-label="Links" title="Links">
        <ExternalLink size={16} aria-hidden="true" />
      </button>
      <nav id={id} popover="auto" className={styles["menu"]} aria-label="Links">
        {data.menu.map(({ label, links }, at) => (
          <section key={at}>
            {label !== "" && <h2>{label}</h2>}
            <ul>
              {links.map(({ href, text }, place) => (
                <li key={place}>
                  <a href={href} target="_blank" rel="noreferrer noopener">
                    {text}
                  </a>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </nav>
    </>
  );
}
