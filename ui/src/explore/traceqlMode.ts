/** The TraceQL editor: colours, completion, and the server's mistake underlined. */

import {
  type CompletionContext,
  type CompletionResult,
  autocompletion,
  closeBrackets,
  completionKeymap,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { HighlightStyle, StreamLanguage, bracketMatching, syntaxHighlighting } from "@codemirror/language";
import { setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import type { QueryClient } from "@tanstack/react-query";
import { attributesQuery, valuesQuery } from "../api/queries";
import type { Range } from "../api/types";
import { type Mistake, contextAt, stretchOf } from "../model/completion";
import { keyCompletions, keyParameters, stageCompletions, valueCompletions, valueParameters } from "./useCompletions";

export interface Editor {
  readonly setText: (text: string) => void;
  readonly setMistake: (mistake: Mistake | null) => void;
  readonly stop: () => void;
}

interface Ties {
  readonly range: () => Range;
  readonly onRun: (text: string) => void;
}

const TOKENS: readonly (readonly [RegExp, string])[] = [
  [/^"(?:[^"\\]|\\.)*"?/u, "string"],
  [/^`[^`]*`?/u, "string"],
  [/^-?\d[\w.µμ]*/u, "number"],
  [/^(?:true|false|nil|error|ok|unset|server|client|internal|producer|consumer)\b/u, "atom"],
  [/^(?:by|order|limit|with|asc|desc|select|coalesce)\b|^[a-z_]+(?=\()/u, "keyword"],
  [/^[A-Za-z_.][\w.:/-]*/u, "propertyName"],
  [/^(?:&&|\|\||[=!<>~&|+*/^%-]+)/u, "operator"],
];

const language = StreamLanguage.define({
  token: (stream) => {
    if (stream.eatSpace()) {
      return null;
    }
    const kind = TOKENS.find(([pattern]) => stream.match(pattern))?.[1];
    if (kind === undefined) {
      stream.next();
    }
    return kind ?? null;
  },
});

const colours = HighlightStyle.define([
  { tag: tags.string, color: "var(--ok)" },
  { tag: [tags.number, tags.atom], color: "var(--accent)" },
  { tag: tags.keyword, color: "var(--warn)" },
  { tag: tags.propertyName, color: "var(--text)" },
  { tag: tags.operator, color: "var(--text-muted)" },
]);

const theme = EditorView.theme({
  "&": { color: "var(--text)", backgroundColor: "transparent" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.5" },
  ".cm-content": { padding: "4px 0", caretColor: "var(--text)" },
  ".cm-line": { padding: "0 8px" },
  ".cm-cursor": { borderLeftColor: "var(--text)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "var(--selected)",
  },
  ".cm-tooltip": {
    border: "1px solid var(--line)",
    borderRadius: "6px",
    backgroundColor: "var(--ground)",
    boxShadow: "var(--lift)",
  },
  ".cm-tooltip-autocomplete > ul > li": { padding: "3px 8px", color: "var(--text)" },
  ".cm-tooltip-autocomplete > ul > li[aria-selected]": {
    backgroundColor: "var(--accent-ground)",
    color: "var(--text)",
  },
  ".cm-completionDetail": { color: "var(--text-muted)", fontStyle: "normal" },
  ".cm-lintRange-error": {
    backgroundImage: "none",
    textDecoration: "underline wavy var(--error)",
    textUnderlineOffset: "3px",
  },
});

export function createEditor(parent: HTMLElement, queries: QueryClient, ties: Ties): Editor {
  const run = (view: EditorView) => {
    ties.onRun(view.state.doc.toString());
    return true;
  };
  const view = new EditorView({
    parent,
    state: EditorState.create({
      extensions: [
        keymap.of([...completionKeymap, { key: "Enter", run }, { key: "Mod-Enter", run }]),
        keymap.of([
          { key: "Shift-Enter", run: (target) => (target.dispatch(target.state.replaceSelection("\n")), true) },
        ]),
        keymap.of([...historyKeymap, ...defaultKeymap]),
        history(),
        closeBrackets(),
        bracketMatching(),
        language,
        syntaxHighlighting(colours),
        autocompletion({ override: [(context) => complete(context, queries, ties)], icons: false }),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ "aria-label": "TraceQL", spellcheck: "false" }),
        theme,
      ],
    }),
  });
  return {
    setText: (text) => {
      if (text !== view.state.doc.toString()) {
        view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
      }
    },
    setMistake: (mistake) => {
      const text = view.state.doc.toString();
      const found =
        mistake === null || text === ""
          ? []
          : [{ ...stretchOf(text, mistake), severity: "error" as const, message: "" }];
      view.dispatch(setDiagnostics(view.state, found));
    },
    stop: () => view.destroy(),
  };
}

async function complete(
  context: CompletionContext,
  queries: QueryClient,
  ties: Ties,
): Promise<CompletionResult | null> {
  const text = context.state.doc.toString();
  const found = contextAt(text, context.pos);
  if (!found) {
    return null;
  }
  const { from, prefix } = found;
  const range = ties.range();
  const options =
    found.kind === "stage"
      ? stageCompletions(prefix)
      : found.kind === "field"
        ? keyCompletions(await queries.fetchQuery(attributesQuery(keyParameters(range, text))), prefix)
        : valueCompletions(await queries.fetchQuery(valuesQuery(found.field, valueParameters(range, text))), prefix);
  return {
    from,
    filter: false,
    options: options.map(({ insert, label, detail }) => ({ label, apply: insert, ...(detail && { detail }) })),
  };
}
