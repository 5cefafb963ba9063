// @ts-check
import { html } from "vg/core/element.js";
import "vg/ui/dialog.js";

/**
 * Asks for a word or two.
 *
 * @param {{heading: string, label: string, value?: string, action: string, optional?: boolean}} question
 * @returns {Promise<string | null>} null when it was closed
 */
export function ask({ heading, label, value = "", action, optional = false }) {
  return new Promise((resolve) => {
    const dialog = /** @type {any} */ (document.createElement("vg-dialog"));
    /** @type {string | null} */
    let answer = null;
    dialog.heading = heading;
    dialog.body = () =>
      html`<form
        @submit=${(/** @type {SubmitEvent} */ event) => {
          event.preventDefault();
          const form = /** @type {HTMLFormElement} */ (event.target);
          answer = String(new FormData(form).get("answer")).trim();
          dialog.close();
        }}
      >
        <div class="body">
          <div class="field">
            <label for="answer">${label}</label>
            <input
              class="input"
              id="answer"
              name="answer"
              maxlength="200"
              .value=${value}
              ?required=${!optional}
            />
          </div>
        </div>
        <footer>
          <button type="button" class="button plain" @click=${() => dialog.close()}>Cancel</button>
          <button class="button primary">${action}</button>
        </footer>
      </form>`;
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(answer);
    });
    document.body.append(dialog);
  });
}
