/** The two ways to work on the page: with the mouse, and with nothing but the keyboard. */

const MOST_TABS = 250;

export const MOUSE = {
  name: "by mouse",
  use: (control) => control.click(),
  write: async (control, text) => {
    await control.click();
    await control.page().keyboard.insertText(text);
  },
  choose: (select, option) => select.selectOption(option),
  send: (button) => button.click(),
};

export const KEYBOARD = {
  name: "by keyboard alone",
  use: async (control) => {
    await reach(control);
    await control.page().keyboard.press("Enter");
  },
  write: async (control, text) => {
    await reach(control);
    await control.page().keyboard.insertText(text);
  },
  /** As in any list: its first letters choose an option. */
  choose: async (select, option) => {
    await reach(select);
    await select.page().keyboard.type(option);
  },
  /** What was written is sent from where it was written. */
  send: (button) => button.page().keyboard.press("Enter"),
};

/** Goes from control to control until this one has the focus. */
async function reach(wanted) {
  const page = wanted.page();
  await wanted.waitFor();
  const isThere = () => wanted.evaluate((element) => element === document.activeElement);
  for (let tabs = 0; !(await isThere()); tabs++) {
    if (tabs === MOST_TABS) {
      throw new Error(`${wanted} was not reached with ${MOST_TABS} tabs`);
    }
    await page.keyboard.press("Tab");
  }
}
