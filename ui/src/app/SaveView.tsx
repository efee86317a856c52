import { useLocation } from "@tanstack/react-router";
import { Bookmark } from "lucide-react";
import { type FormEvent, useRef, useState } from "react";
import { saveView } from "../model/saved";
import controls from "../parts/controls.module.css";
import dialogs from "../parts/Dialog.module.css";
import shell from "./Shell.module.css";

/** Keeps the page as it is under a name, in this browser. */
export function SaveView() {
  const dialog = useRef<HTMLDialogElement>(null);
  const [name, setName] = useState("");
  const address = useLocation({ select: ({ href }) => href });
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== "") {
      saveView({ name: name.trim(), address, savedMillis: Date.now() });
      dialog.current!.close();
    }
  };
  const open = () => {
    setName(document.title.replace(/ · Clew$/, ""));
    dialog.current!.showModal();
  };
  return (
    <>
      <button type="button" className={shell["tool"]} onClick={open} aria-label="Save this view" title="Save this view">
        <Bookmark size={16} aria-hidden="true" />
      </button>
      <dialog ref={dialog} className={dialogs["sheet"]} aria-labelledby="save-view" closedby="any">
        <form onSubmit={save}>
          <h2 id="save-view">Save this view</h2>
          <label>
            Name
            <input className={controls["field"]} value={name} onChange={(event) => setName(event.target.value)} />
          </label>
          <button type="submit" className={controls["primary"]} disabled={name.trim() === ""}>
            Save
          </button>
        </form>
      </dialog>
    </>
  );
}
