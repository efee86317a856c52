import { useNavigate, useSearch } from "@tanstack/react-router";

/** One of several ways to show a trace's view, kept in its address; the usual one needs no word there. */
export function useChoice<T extends string>(
  key: "by" | "order" | "level",
  choices: readonly T[],
  usual: T,
): [T, (choice: string) => void] {
  const said = useSearch({ from: "/trace/$traceId" })[key];
  const navigate = useNavigate({ from: "/trace/$traceId" });
  const choose = (choice: string) =>
    void navigate({ search: (before) => ({ ...before, [key]: choice === usual ? undefined : choice }), replace: true });
  return [choices.find((choice) => choice === said) ?? usual, choose];
}
