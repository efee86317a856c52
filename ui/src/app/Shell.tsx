import { Link, Outlet, useLocation, useSearch } from "@tanstack/react-router";
import { Activity, Bookmark, Boxes, Bug, Filter, HeartPulse, House, Keyboard, Search, Share2 } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { showTimesIn } from "../model/time";
import { Mark } from "./Brand";
import { KeyboardHelp } from "./KeyboardHelp";
import { LinksMenu } from "./LinksMenu";
import { SaveView } from "./SaveView";
import styles from "./Shell.module.css";
import { ThemeSwitch } from "./ThemeSwitch";
import { applyTheme } from "./theme";
import { UniversalBox } from "./UniversalBox";
import { useEmbed } from "./useEmbed";
import { useGoKeys } from "./useGoKeys";
import { useKeys } from "./useKeys";
import { storedZone } from "./zone";
import { ZoneSwitch } from "./ZoneSwitch";

const PAGES = [
  { to: "/", label: "Home", Icon: House },
  { to: "/explore", label: "Explore", Icon: Search },
  { to: "/services", label: "Services", Icon: Boxes },
  { to: "/map", label: "Map", Icon: Share2 },
  { to: "/errors", label: "Errors", Icon: Bug },
  { to: "/live", label: "Live", Icon: Activity },
  { to: "/funnels", label: "Funnels", Icon: Filter },
  { to: "/saved", label: "Saved", Icon: Bookmark },
  { to: "/status", label: "Status", Icon: HeartPulse },
] as const;

/** The frame of every page: rail, top bar, and the page itself. */
export function Shell() {
  const { embed, theme, tz } = useSearch({ from: "__root__" });
  const [chosenZone, setZone] = useState(storedZone);
  const zone = tz ?? chosenZone;
  // Before any part of the page writes a moment; the key below has them all written anew.
  showTimesIn(zone);
  const alone = useRef<HTMLElement>(null);
  useEmbed(embed === true, alone);
  useEffect(() => {
    if (theme) {
      applyTheme(theme);
    }
  }, [theme]);
  // The home page has the box itself, and large.
  const isHome = useLocation({ select: ({ pathname }) => pathname === "/" });
  const [isHelpOpen, setHelpOpen] = useState(false);
  useGoKeys();
  useKeys({ "?": () => setHelpOpen(true) });
  if (embed) {
    return (
      <main ref={alone} className={styles["alone"]}>
        <Outlet />
      </main>
    );
  }
  return (
    <div className={styles["frame"]}>
      <a className={styles["skip"]} href="#page">
        Skip to the page
      </a>
      <nav className={styles["rail"]} aria-label="Pages">
        <Link to="/" className={styles["brand"]} aria-label="Clew, home">
          <Mark />
        </Link>
        {PAGES.map(({ to, label, Icon }) => (
          <Link key={to} to={to} className={styles["page"]} activeOptions={{ exact: to === "/", includeSearch: false }}>
            <Icon size={18} aria-hidden="true" />
            <span>{label}</span>
          </Link>
        ))}
      </nav>
      <header className={styles["top"]}>
        {!isHome && <UniversalBox />}
        <div className={styles["tools"]}>
          <LinksMenu />
          <SaveView />
          <ZoneSwitch zone={zone} onZone={setZone} />
          <ThemeSwitch />
          <button
            type="button"
            className={styles["help"]}
            onClick={() => setHelpOpen(true)}
            aria-label="Keyboard shortcuts"
            title="Keyboard shortcuts (?)"
          >
            <Keyboard size={16} aria-hidden="true" />
          </button>
        </div>
      </header>
      <main key={zone} id="page" className={styles["main"]} tabIndex={-1}>
        <Outlet />
      </main>
      <KeyboardHelp isOpen={isHelpOpen} onClose={() => setHelpOpen(false)} />
    </div>
  );
}
