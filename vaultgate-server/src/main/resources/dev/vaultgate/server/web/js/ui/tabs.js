// @ts-check
import { html } from "vg/core/element.js";

/**
 * A row of tabs.
 *
 * @param {string} label
 * @param {{name: string, words: string}[]} tabs
 * @param {string} chosen
 * @param {(name: string) => void} choose
 */
export function tabs(label, tabs, chosen, choose) {
  return html`<div
    class="tabs"
    role="tablist"
    aria-label=${label}
    @keydown=${(/** @type {KeyboardEvent} */ event) => {
      const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
      if (step !== 0) {
        const at = tabs.findIndex((tab) => tab.name === chosen);
        const next = tabs[(at + step + tabs.length) % tabs.length];
        if (next) {
          choose(next.name);
          const row = /** @type {HTMLElement} */ (event.currentTarget);
          requestAnimationFrame(() =>
            /** @type {HTMLElement | null} */ (row.querySelector("[aria-selected='true']"))?.focus(),
          );
        }
      }
    }}
  >
    ${tabs.map(
      (tab) =>
        html`<button
          type="button"
          class="tab"
          role="tab"
          aria-selected=${tab.name === chosen ? "true" : "false"}
          tabindex=${tab.name === chosen ? "0" : "-1"}
          @click=${() => choose(tab.name)}
        >
          ${tab.words}
        </button>`,
    )}
  </div>`;
}
