import { type UseQueryResult, skipToken, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { ErrorGroups } from "../api/analysis";
import { type errorsQuery, partKey } from "../api/queries";
import { Answer } from "../parts/Answer";
import { PartFailure } from "../parts/PartFailure";

interface Props {
  readonly of: UseQueryResult<ErrorGroups>;
  readonly options: ReturnType<typeof errorsQuery>;
  readonly what: string;
  readonly children: (groups: ErrorGroups) => ReactNode;
}

/** The groups as soon as they are known, which is before it is known which of them are new. */
export function KnownGroups({ of, options, what, children }: Props) {
  const { data: begun } = useQuery<ErrorGroups>({ queryKey: partKey(options.queryKey), queryFn: skipToken });
  return of.data === undefined && begun ? (
    <>
      {of.isError && <PartFailure what="Which of them are new" error={of.error} onAgain={() => void of.refetch()} />}
      {children(begun)}
    </>
  ) : (
    <Answer of={of} queryKey={options.queryKey} what={what}>
      {children}
    </Answer>
  );
}
