import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import styles from "./Editor.module.css";
import type { EditorProps } from "./PlainEditor";
import { createEditor, type Editor } from "./traceqlMode";

/** CodeMirror on one query: completion from the server, and underlined what the server refused. */
export default function TraceqlEditor({ text, range, mistake, onRun }: EditorProps) {
  const place = useRef<HTMLDivElement>(null);
  const editor = useRef<Editor>(null);
  const queries = useQueryClient();
  const latest = useRef({ range, onRun });

  useEffect(() => {
    latest.current = { range, onRun };
  });

  useEffect(() => {
    const made = createEditor(place.current!, queries, {
      range: () => latest.current.range,
      onRun: (query) => latest.current.onRun(query),
    });
    editor.current = made;
    return () => made.stop();
  }, [queries]);

  useEffect(() => editor.current!.setText(text), [text]);

  useEffect(() => editor.current!.setMistake(mistake), [mistake]);

  return <div ref={place} className={styles["editor"]} />;
}
