import { serviceColour } from "../model/palette";
import styles from "./ServiceDot.module.css";

/** The colour of a service; its name always stands beside it. */
export function ServiceDot({ service }: { readonly service: string }) {
  return <span className={styles["dot"]} style={{ background: serviceColour(service) }} aria-hidden="true" />;
}
