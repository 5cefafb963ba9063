// @ts-check
// The settings of a call. Fires `change` with the whole of them in its detail.
import { html, nothing, PageElement } from "vg/core/element.js";
import { usualSettings } from "vg/console/playground/settings.js";

class SettingsPanel extends PageElement {
  static properties = { settings: { attribute: false }, kind: {} };

  constructor() {
    super();
    this.settings = usualSettings();
    this.kind = "text";
  }

  render() {
    return this.kind === "image" ? this.ofImages() : this.ofText();
  }

  ofText() {
    return html`<div class="stack">
      <div class="field">
        <label for="system">System prompt</label>
        <textarea
          class="input"
          id="system"
          rows="4"
          placeholder="Who the model shall be"
          .value=${this.settings.system}
          @change=${(/** @type {Event} */ e) => this.set("system", e)}
        ></textarea>
      </div>
      <div class="grid-2">
        ${this.number("temperature", "Temperature", "0 to 2")}
        ${this.number("topP", "Top-p", "0 to 1")}
      </div>
      ${this.number("maxTokens", "Longest answer", "tokens")}
      <label class="check">
        <input
          type="checkbox"
          .checked=${this.settings.stream}
          @change=${(/** @type {Event} */ e) =>
            this.put("stream", /** @type {HTMLInputElement} */ (e.target).checked)}
        />
        Stream the answer
      </label>
      ${this.json("tools", "Tools", TOOLS_EXAMPLE)}
      ${this.json("schema", "JSON schema of the answer", SCHEMA_EXAMPLE)}
    </div>`;
  }

  ofImages() {
    return html`<div class="stack">
      ${this.number("images", "How many", "1 to 10")}
      ${this.choice("size", "Size", ["", "512x512", "1024x1024", "1536x1024", "1024x1536"])}
      ${this.choice("quality", "Quality", ["", "low", "medium", "high", "hd"])}
    </div>`;
  }

  /** @param {"temperature" | "topP" | "maxTokens" | "images"} name @param {string} label
   * @param {string} hint */
  number(name, label, hint) {
    return html`<div class="field">
      <label for=${name}>${label}</label>
      <input
        class="input number"
        id=${name}
        inputmode="decimal"
        placeholder=${hint}
        .value=${this.settings[name]}
        @change=${(/** @type {Event} */ e) => this.set(name, e)}
      />
    </div>`;
  }

  /** @param {"size" | "quality"} name @param {string} label @param {string[]} values */
  choice(name, label, values) {
    return html`<div class="field">
      <label for=${name}>${label}</label>
      <select class="input" id=${name} @change=${(/** @type {Event} */ e) => this.set(name, e)}>
        ${values.map(
          (value) =>
            html`<option value=${value} ?selected=${this.settings[name] === value}>
              ${value || "The model's own"}
            </option>`,
        )}
      </select>
    </div>`;
  }

  /** @param {"tools" | "schema"} name @param {string} label @param {string} example */
  json(name, label, example) {
    return html`<details class="more" ?open=${this.settings[name] !== ""}>
      <summary>${label}</summary>
      <textarea
        class="input mono"
        rows="8"
        spellcheck="false"
        aria-label=${label}
        .value=${this.settings[name]}
        @change=${(/** @type {Event} */ e) => this.set(name, e)}
      ></textarea>
      ${this.settings[name] === ""
        ? html`<button
            type="button"
            class="button plain small"
            @click=${() => this.put(name, example)}
          >
            Fill in an example
          </button>`
        : nothing}
    </details>`;
  }

  /** @param {keyof import("vg/console/playground/settings.js").Settings} name @param {Event} event */
  set(name, event) {
    this.put(name, /** @type {HTMLInputElement} */ (event.target).value);
  }

  /** @param {string} name @param {unknown} value */
  put(name, value) {
    const detail = { ...this.settings, [name]: value };
    this.dispatchEvent(new CustomEvent("change", { detail }));
  }
}

const TOOLS_EXAMPLE = JSON.stringify(
  [
    {
      type: "function",
      function: {
        name: "get_weather",
        description: "The weather of a place",
        parameters: {
          type: "object",
          properties: { city: { type: "string" } },
          required: ["city"],
        },
      },
    },
  ],
  null,
  2,
);

const SCHEMA_EXAMPLE = JSON.stringify(
  {
    type: "object",
    properties: { title: { type: "string" }, points: { type: "array", items: { type: "string" } } },
    required: ["title", "points"],
    additionalProperties: false,
  },
  null,
  2,
);

customElements.define("vg-settings-panel", SettingsPanel);
