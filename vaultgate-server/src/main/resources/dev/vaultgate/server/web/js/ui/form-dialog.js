// @ts-check
// A dialog with a form: sends what it holds, and shows what the gateway says to it.
import { html, nothing, PageElement } from "vg/core/element.js";
import { ApiError } from "vg/core/api.js";
import { formValues } from "vg/ui/fields.js";
import "vg/ui/dialog.js";

/**
 * `.fields` renders the fields for a failure, or for null; `.send` takes the form's values and the
 * form. Fires `done` with what `send` gave, and `close`.
 */
class FormDialog extends PageElement {
  static properties = {
    heading: {},
    action: {},
    fields: { attribute: false },
    send: { attribute: false },
    failure: { state: true },
    busy: { state: true },
    sheet: { type: Boolean },
  };

  constructor() {
    super();
    this.heading = "";
    this.action = "Save";
    /** @type {(failure: ApiError | null) => unknown} */
    this.fields = () => nothing;
    /** @type {(values: Record<string, string>, form: HTMLFormElement) => Promise<unknown>} */
    this.send = async () => undefined;
    /** @type {ApiError | null} */
    this.failure = null;
    this.busy = false;
    this.sheet = false;
  }

  render() {
    return html`<vg-dialog
      .heading=${this.heading}
      ?sheet=${this.sheet}
      .body=${() => this.form()}
      @close=${(/** @type {Event} */ event) => {
        event.stopPropagation();
        this.dispatchEvent(new Event("close"));
      }}
    ></vg-dialog>`;
  }

  /** @param {Map<string, unknown>} changed */
  updated(changed) {
    if (changed.has("failure") || changed.has("busy")) {
      /** @type {any} */ (this.querySelector("vg-dialog"))?.requestUpdate();
    }
  }

  form() {
    return html`<form @submit=${(/** @type {SubmitEvent} */ event) => this.submitted(event)} novalidate>
      <div class="body">
        ${this.fields(this.failure)}
        ${this.failure
          ? html`<p class="notice bad" role="alert">${this.failure.message}</p>`
          : nothing}
      </div>
      <footer>
        <button type="button" class="button plain" @click=${() => this.close()}>Cancel</button>
        <button class="button primary" ?disabled=${this.busy}>${this.action}</button>
      </footer>
    </form>`;
  }

  close() {
    /** @type {any} */ (this.querySelector("vg-dialog"))?.close();
  }

  /** @param {SubmitEvent} event */
  async submitted(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    this.busy = true;
    this.failure = null;
    try {
      const detail = await this.send(formValues(form), form);
      this.close();
      this.dispatchEvent(new CustomEvent("done", { detail }));
    } catch (failure) {
      this.failure =
        failure instanceof ApiError
          ? failure
          : new ApiError(0, "", failure instanceof Error ? failure.message : String(failure));
    } finally {
      this.busy = false;
    }
  }
}

customElements.define("vg-form-dialog", FormDialog);
