import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Send } from "lucide-react";
import { importTrace } from "../api/client";
import controls from "../parts/controls.module.css";
import { Failure } from "../parts/Failure";
import styles from "./FirstSpan.module.css";

/** For who has nothing to send yet: a made trace, which the page sends itself and then opens. */
export function SendSample() {
  const navigate = useNavigate();
  const sending = useMutation({
    mutationFn: async () => {
      const { sampleTrace } = await import("./sampleTrace");
      const { traceId, document } = sampleTrace(Date.now());
      await importTrace(document, new AbortController().signal);
      return traceId;
    },
    onSuccess: (traceId) => void navigate({ to: "/trace/$traceId", params: { traceId } }),
  });
  return (
    <div className={styles["sample"]}>
      <button
        type="button"
        className={controls["button"]}
        disabled={sending.isPending}
        onClick={() => sending.mutate()}
      >
        <Send size={14} aria-hidden="true" /> {sending.isPending ? "Sending…" : "Send a sample trace"}
      </button>
      <span>eight made spans of three services named sample-…, stored like any other</span>
      {sending.error && (
        <div role="alert">
          <Failure error={sending.error} />
        </div>
      )}
    </div>
  );
}
