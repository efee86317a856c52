import { Monitor, Moon, Sun } from "lucide-react";
import { useState } from "react";
import { THEMES, type Theme, applyTheme, storeTheme, storedTheme } from "./theme";
import styles from "./ThemeSwitch.module.css";

const LOOKS = {
  system: { label: "System theme", Icon: Monitor },
  light: { label: "Light theme", Icon: Sun },
  dark: { label: "Dark theme", Icon: Moon },
} as const;

export function ThemeSwitch() {
  const [current, setCurrent] = useState<Theme>(storedTheme);
  const choose = (theme: Theme) => {
    setCurrent(theme);
    storeTheme(theme);
    applyTheme(theme);
  };
  return (
    <div className={styles["switch"]} role="group" aria-label="Theme">
      {THEMES.map((theme) => {
        const { label, Icon } = LOOKS[theme];
        return (
          <button
            key={theme}
            type="button"
            aria-label={label}
            title={label}
            aria-pressed={theme === current}
            onClick={() => choose(theme)}
          >
            <Icon size={14} aria-hidden="true" />
          </button>
        );
      })}
    </div>
  );
}
