import { useQuery } from "@tanstack/react-query";
import { Search } from "lucide-react";
import { operationsQuery, servicesQuery } from "../api/queries";
import controls from "../parts/controls.module.css";
import { AttributeChips } from "./AttributeChips";
import { ChoiceField } from "./ChoiceField";
import { DurationField } from "./DurationField";
import { DEFAULT_LIMIT, type ExploreSearch, LIMITS } from "./query";
import styles from "./SearchForm.module.css";
import { TimeRange } from "./TimeRange";

interface Props {
  readonly search: ExploreSearch;
  readonly onChange: (patch: Partial<ExploreSearch>) => void;
  readonly onRun: () => void;
  readonly isRunning: boolean;
}

/** Every control writes the address at once; there is no state here that the address does not hold. */
export function SearchForm({ search, onChange, onRun, isRunning }: Props) {
  const services = useQuery(servicesQuery);
  const operations = useQuery(operationsQuery(search.service ?? ""));
  const names = [...new Set(operations.data?.map((operation) => operation.name))];
  const limit = search.limit ?? DEFAULT_LIMIT;
  const limits: number[] = [...new Set([...LIMITS, limit])].toSorted((a, b) => a - b);

  return (
    <section className={styles["form"]} aria-label="Search">
      <div className={styles["what"]}>
        <ChoiceField
          label="Service"
          placeholder="Any service"
          value={search.service ?? ""}
          options={services.data ?? []}
          onCommit={(service) => onChange({ service: service || undefined })}
        />
        <ChoiceField
          label="Span name"
          placeholder="Any span"
          value={search.name ?? ""}
          options={names}
          onCommit={(name) => onChange({ name: name || undefined })}
        />
        <AttributeChips
          filters={search.attr ?? []}
          onChange={(attr) => onChange({ attr: attr.length > 0 ? attr : undefined })}
        />
      </div>
      <div className={styles["how"]}>
        <TimeRange search={search} onChange={onChange} />
        <div className={styles["pair"]} role="group" aria-label="Duration">
          <DurationField label="Longer than" value={search.min} onCommit={(min) => onChange({ min })} />
          <DurationField label="Shorter than" value={search.max} onCommit={(max) => onChange({ max })} />
        </div>
        <label className={styles["check"]}>
          <input
            type="checkbox"
            checked={search.errors ?? false}
            onChange={(event) => onChange({ errors: event.target.checked || undefined })}
          />
          Errors only
        </label>
        <label className={styles["pick"]}>
          Order
          <select
            className={styles["select"]}
            value={search.order ?? "start"}
            onChange={(event) => onChange({ order: event.target.value === "duration" ? "duration" : undefined })}
          >
            <option value="start">Newest first</option>
            <option value="duration">Longest first</option>
          </select>
        </label>
        <label className={styles["pick"]}>
          Limit
          <select
            className={styles["select"]}
            value={limit}
            onChange={(event) => onChange({ limit: Number(event.target.value) })}
          >
            {limits.map((size) => (
              <option key={size}>{size}</option>
            ))}
          </select>
        </label>
        <button
          type="button"
          className={`${controls["primary"]} ${styles["run"]}`}
          onClick={onRun}
          disabled={isRunning}
        >
          <Search size={14} aria-hidden="true" /> Search
        </button>
      </div>
    </section>
  );
}
