// @ts-check
import { html, nothing, PageElement } from "vg/core/element.js";
import { ApiError } from "vg/core/api.js";
import { useStyles } from "vg/ui/styles.js";

/** A sheet with a form, and what the gateway says to it: what signing in and registering share. */
export class Gate extends PageElement {
  static properties = { failure: { state: true }, busy: { state: true } };

  constructor() {
    super();
    /** @type {ApiError | null} */
    this.failure = null;
    this.busy = false;
    useStyles("account");
  }

  /**
   * @param {{heading: string, lead: string, fields: unknown, action: string, after?: unknown}} parts
   */
  sheet({ heading, lead, fields, action, after }) {
    return html`<div class="gate">
      <div class="sheet">
        <a class="brand" href="/"><img src="/web/mark.svg" alt="" />VaultGate</a>
        <h1>${heading}</h1>
        <p class="soft">${lead}</p>
        <form @submit=${this.submitted} novalidate>
          ${fields}
          ${this.failure && !this.failure.param
            ? html`<p class="notice bad" role="alert">${this.failure.message}</p>`
            : nothing}
          <button class="button primary" ?disabled=${this.busy}>${action}</button>
        </form>
        ${after ? html`<p class="after">${after}</p>` : nothing}
      </div>
    </div>`;
  }

  /**
   * @param {{name: string, label: string, type?: string, autocomplete?: string, hint?: string,
   *     value?: string}} field
   */
  field({ name, label, type = "text", autocomplete = "off", hint = "", value = "" }) {
    const wrong = this.failure?.param === name ? this.failure.message : "";
    const described = wrong || hint ? `${name}-more` : nothing;
    return html`<div class="field">
      <label for=${name}>${label}</label>
      <input
        class="input"
        id=${name}
        name=${name}
        type=${type}
        autocomplete=${autocomplete}
        .value=${value}
        aria-invalid=${wrong ? "true" : nothing}
        aria-describedby=${described}
        required
      />
      ${wrong
        ? html`<span class="error" id="${name}-more">${wrong}</span>`
        : hint
          ? html`<span class="hint" id="${name}-more">${hint}</span>`
          : nothing}
    </div>`;
  }

  /** @param {SubmitEvent} event */
  async submitted(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const values = Object.fromEntries(
      [...new FormData(form)].map(([name, value]) => [name, String(value)]),
    );
    this.busy = true;
    this.failure = null;
    try {
      await this.send(values);
    } catch (failure) {
      this.failure =
        failure instanceof ApiError ? failure : new ApiError(0, "", String(failure));
      this.updateComplete.then(() =>
        /** @type {HTMLElement | null} */ (this.querySelector("[aria-invalid]"))?.focus(),
      );
    } finally {
      this.busy = false;
    }
  }

  /** @param {Record<string, string>} values what the form holds @returns {Promise<void>} */
  async send(values) {
    throw new Error(`nobody takes ${Object.keys(values)}`);
  }
}
