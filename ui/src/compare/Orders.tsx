import styles from "./ComparePage.module.css";

export const ORDERS = ["as called", "by difference"] as const;
export type Order = (typeof ORDERS)[number];

export function Orders({ order, onOrder }: { readonly order: Order; readonly onOrder: (order: Order) => void }) {
  return (
    <div className={styles["orders"]} role="group" aria-label="Order">
      {ORDERS.map((name) => (
        <button key={name} type="button" aria-pressed={name === order} onClick={() => onOrder(name)}>
          {name}
        </button>
      ))}
    </div>
  );
}
