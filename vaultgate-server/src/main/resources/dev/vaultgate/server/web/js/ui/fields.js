// @ts-check
// The fields of forms, each with its label, its hint, and what is wrong with it.
import { html, nothing } from "vg/core/element.js";

/**
 * @typedef {object} Field
 * @property {string} name
 * @property {string} label
 * @property {string} [value]
 * @property {string} [type]
 * @property {string} [hint]
 * @property {string} [placeholder]
 * @property {boolean} [required]
 * @property {string} [inputmode]
 * @property {string} [autocomplete]
 */

/** @param {Field} field @param {import("vg/core/api.js").ApiError | null} [failure] */
export function textField(field, failure = null) {
  const wrong = failure?.param === field.name ? failure.message : "";
  const id = `field-${field.name}`;
  return html`<div class="field">
    <label for=${id}>${field.label}</label>
    <input
      class="input"
      id=${id}
      name=${field.name}
      type=${field.type ?? "text"}
      inputmode=${field.inputmode ?? nothing}
      autocomplete=${field.autocomplete ?? "off"}
      placeholder=${field.placeholder ?? ""}
      .value=${field.value ?? ""}
      ?required=${field.required ?? false}
      aria-invalid=${wrong ? "true" : nothing}
      aria-describedby=${wrong || field.hint ? `${id}-more` : nothing}
    />
    ${wrong
      ? html`<span class="error" id="${id}-more">${wrong}</span>`
      : field.hint
        ? html`<span class="hint" id="${id}-more">${field.hint}</span>`
        : nothing}
  </div>`;
}

/** Text of several lines. @param {Field} field @param {import("vg/core/api.js").ApiError | null} [failure] */
export function areaField(field, failure = null) {
  const wrong = failure?.param === field.name ? failure.message : "";
  const id = `field-${field.name}`;
  return html`<div class="field">
    <label for=${id}>${field.label}</label>
    <textarea
      class="input"
      id=${id}
      name=${field.name}
      rows="2"
      placeholder=${field.placeholder ?? ""}
      .value=${field.value ?? ""}
      aria-invalid=${wrong ? "true" : nothing}
      aria-describedby="${id}-more"
    ></textarea>
    <span class=${wrong ? "error" : "hint"} id="${id}-more">${wrong || field.hint || ""}</span>
  </div>`;
}

/**
 * @param {{name: string, label: string, value?: string, hint?: string,
 *     options: {value: string, words: string}[]}} field
 */
export function choiceField({ name, label, value = "", hint = "", options }) {
  return html`<div class="field">
    <label for="field-${name}">${label}</label>
    <select class="input" id="field-${name}" name=${name}>
      ${options.map(
        (option) =>
          html`<option value=${option.value} ?selected=${option.value === value}>
            ${option.words}
          </option>`,
      )}
    </select>
    ${hint ? html`<span class="hint">${hint}</span>` : nothing}
  </div>`;
}

/** @param {{name: string, label: string, checked?: boolean}} field */
export const checkField = ({ name, label, checked = false }) =>
  html`<label class="check">
    <input type="checkbox" name=${name} .checked=${checked} /> ${label}
  </label>`;

/**
 * What a form holds: text by name, without what is empty.
 *
 * @param {HTMLFormElement} form
 */
export function formValues(form) {
  /** @type {Record<string, string>} */
  const values = {};
  for (const [name, value] of new FormData(form)) {
    const text = String(value).trim();
    if (text !== "") {
      values[name] = text;
    }
  }
  return values;
}

/** @param {string | undefined} text a list, by commas or lines */
export const listOf = (text) =>
  (text ?? "")
    .split(/[,\n]/)
    .map((word) => word.trim())
    .filter(Boolean);
