import { useNavigate } from "@tanstack/react-router";
import type { Zone } from "../model/time";
import shell from "./Shell.module.css";
import { storeZone } from "./zone";

interface Props {
  readonly zone: Zone;
  readonly onZone: (zone: Zone) => void;
}

/** All times in UTC, or as the clock of the reader shows them; UTC is in the address, so that it goes along with a link. */
export function ZoneSwitch({ zone, onZone }: Props) {
  const navigate = useNavigate();
  const choose = (next: Zone) => {
    storeZone(next);
    onZone(next);
    void navigate({
      to: ".",
      search: (before) => ({ ...before, tz: next === "utc" ? next : undefined }),
      replace: true,
    });
  };
  return (
    <button
      type="button"
      className={shell["zone"]}
      aria-pressed={zone === "utc"}
      onClick={() => choose(zone === "utc" ? "local" : "utc")}
      title={zone === "utc" ? "Times are in UTC" : "Times are local; show them in UTC"}
    >
      UTC
    </button>
  );
}
