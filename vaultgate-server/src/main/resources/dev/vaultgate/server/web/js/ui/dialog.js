// @ts-check
import { html, nothing, PageElement } from "vg/core/element.js";

/**
 * Something that lies over the page until it is answered or closed. Give it `heading` and `body`, a
 * function that renders what is in it; `sheet` has it come from the side. Fires `close`.
 */
class Dialog extends PageElement {
  static properties = {
    heading: {},
    body: { attribute: false },
    foot: { attribute: false },
    sheet: { type: Boolean },
  };

  constructor() {
    super();
    this.heading = "";
    /** @type {() => unknown} */
    this.body = () => nothing;
    /** @type {(() => unknown) | null} */
    this.foot = null;
    this.sheet = false;
  }

  firstUpdated() {
    this.querySelector("dialog")?.showModal();
  }

  render() {
    return html`<dialog
      class=${this.sheet ? "sheet" : ""}
      aria-label=${this.heading}
      @close=${() => this.dispatchEvent(new Event("close"))}
      @click=${this.outside}
    >
      <header>
        <h2>${this.heading}</h2>
        <button
          type="button"
          class="button plain small square"
          aria-label="Close"
          @click=${this.close}
        >
          <vg-icon name="x"></vg-icon>
        </button>
      </header>
      ${this.body()} ${this.foot ? html`<footer>${this.foot()}</footer>` : nothing}
    </dialog>`;
  }

  close() {
    this.querySelector("dialog")?.close();
  }

  /** @param {MouseEvent} event on the ground around it */
  outside(event) {
    if (event.target === this.querySelector("dialog") && this.sheet) {
      this.close();
    }
  }
}

customElements.define("vg-dialog", Dialog);

/**
 * Asks before something that cannot be undone.
 *
 * @param {{heading: string, text: string, action: string}} question
 * @returns {Promise<boolean>}
 */
export function confirm({ heading, text, action }) {
  return new Promise((resolve) => {
    const dialog = /** @type {Dialog} */ (document.createElement("vg-dialog"));
    let answer = false;
    dialog.heading = heading;
    dialog.body = () => html`<div class="body"><p class="soft">${text}</p></div>`;
    dialog.foot = () =>
      html`<button type="button" class="button plain" @click=${() => dialog.close()}>Cancel</button>
        <button
          type="button"
          class="button danger"
          @click=${() => {
            answer = true;
            dialog.close();
          }}
        >
          ${action}
        </button>`;
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(answer);
    });
    document.body.append(dialog);
  });
}
