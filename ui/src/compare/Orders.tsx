import { useNavigate, useSearch } from "@tanstack/react-router";
import styles from "./ComparePage.module.css";

const ORDERS = ["as called", "by difference"] as const;
export type Order = (typeof ORDERS)[number];

/** In which order the address wants the calls. */
export function useOrder(): Order {
  return useSearch({ from: "/compare" }).order ? "by difference" : "as called";
}

export function Orders() {
  const order = useOrder();
  const navigate = useNavigate({ from: "/compare" });
  const choose = (next: Order) =>
    void navigate({ search: (before) => ({ ...before, order: next === "by difference" ? "difference" : undefined }) });
  return (
    <div className={styles["orders"]} role="group" aria-label="Order">
      {ORDERS.map((name) => (
        <button key={name} type="button" aria-pressed={name === order} onClick={() => choose(name)}>
          {name}
        </button>
      ))}
    </div>
  );
}
