import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect } from "react";
import { funnelQuery } from "../api/queries";
import { parseDuration } from "../model/duration";
import { Answer } from "../parts/Answer";
import { Notice } from "../parts/Notice";
import { PageHead } from "../parts/PageHead";
import { type ShownTime, useRange } from "../parts/useRange";
import { useTitle } from "../parts/useTitle";
import { Bars } from "./Bars";
import { keepSteps } from "./search";
import { StepsEditor } from "./StepsEditor";

/** How many get from step to step, how long does it take, and where are they lost? */
export function FunnelsPage() {
  const search = useSearch({ from: "/funnels" });
  const navigate = useNavigate({ from: "/funnels" });
  const time = useRange(search);
  const { steps = [], gap } = search;
  useTitle("Funnels");
  useEffect(() => {
    if (search.steps) {
      keepSteps(search.steps);
    }
  }, [search.steps]);
  return (
    <>
      <PageHead
        title="Funnels"
        time={{
          search,
          onChange: (next) => void navigate({ search: (before) => ({ ...before, ...next }) }),
          onRenew: time.renew,
        }}
      />
      <StepsEditor
        key={[gap, ...steps].join("\n")}
        steps={steps}
        gap={gap}
        onAsk={(next) => {
          keepSteps(next.steps ?? []);
          time.renew();
          void navigate({ search: (before) => ({ ...before, ...next }) });
        }}
      />
      {steps.length < 2 ? (
        <Notice title={steps.length === 0 ? "Which steps?" : "And then?"}>
          <p>
            A step is a query such as <code>{'{ resource.service.name = "cart" && name = "add" }'}</code>. A trace takes
            it by a span of the query that starts when the span of the step before starts, or later. Two steps or more
            are a funnel.
          </p>
          <p>The menu of a span in a trace, under the other mouse button, adds the span as a step.</p>
        </Notice>
      ) : (
        <Counted steps={steps} gap={gap} time={time} />
      )}
    </>
  );
}

interface CountedProps {
  readonly steps: readonly string[];
  readonly gap: string | undefined;
  readonly time: ShownTime;
}

function Counted({ steps, gap, time }: CountedProps) {
  const gapNanos = parseDuration(gap ?? "");
  const options = funnelQuery({ steps, ...(gapNanos !== null && { gapNanos }), ...time.range });
  const answer = useQuery(options);
  return (
    <Answer of={answer} queryKey={options.queryKey} what="The funnel">
      {(funnel) => <Bars funnel={funnel} queries={steps} />}
    </Answer>
  );
}
