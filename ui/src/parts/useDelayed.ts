import { useEffect, useState } from "react";

/** True once `isOn` has lasted; what is quick shows no skeleton. */
export function useDelayed(isOn: boolean, millis = 150): boolean {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    if (!isOn) {
      return;
    }
    const timer = setTimeout(() => setLate(true), millis);
    return () => {
      clearTimeout(timer);
      setLate(false);
    };
  }, [isOn, millis]);
  return isOn && isLate;
}
