// @ts-check
import { html, nothing, PageElement } from "vg/core/element.js";
import { api } from "vg/core/api.js";
import { duration } from "vg/core/format.js";
import "vg/ui/dialog.js";
import "vg/ui/provider-mark.js";

class AdminProviders extends PageElement {
  static properties = {
    providers: { state: true },
    all: { state: true },
    words: { state: true },
    tests: { state: true },
    shown: { state: true },
  };

  constructor() {
    super();
    /** @type {any[]} */
    this.providers = [];
    this.all = false;
    this.words = "";
    /** @type {Map<string, any>} what came of asking each */
    this.tests = new Map();
    /** @type {any} */
    this.shown = null;
  }

  async connectedCallback() {
    super.connectedCallback();
    this.providers = (await api.get("/providers", { all: true })).data;
  }

  render() {
    const words = this.words.toLowerCase();
    const found = this.providers.filter(
      (one) =>
        (this.all || one.enabled) && `${one.id} ${one.name} ${one.wire}`.toLowerCase().includes(words),
    );
    return html`<div class="stack">
      <div class="row between">
        <input
          class="input narrow"
          type="search"
          placeholder="Search"
          aria-label="Search providers"
          @input=${(/** @type {Event} */ event) =>
            (this.words = /** @type {HTMLInputElement} */ (event.target).value)}
        />
        <label class="check">
          <input
            type="checkbox"
            .checked=${this.all}
            @change=${(/** @type {Event} */ event) =>
              (this.all = /** @type {HTMLInputElement} */ (event.target).checked)}
          />
          Show all ${this.providers.length} that are known
        </label>
      </div>
      <section class="card" aria-label="Providers">
        <div class="table-wrap">
          <table class="table">
            <thead>
              <tr>
                <th scope="col">Provider</th>
                <th scope="col">Speaks</th>
                <th scope="col">State</th>
                <th scope="col">Key from</th>
                <th scope="col"><span class="visually-hidden">Test</span></th>
              </tr>
            </thead>
            <tbody>
              ${found.map((one) => this.row(one))}
            </tbody>
          </table>
        </div>
      </section>
      <p class="faint">
        A provider is on where its variable is set or vaultgate.yaml names it. Keys are never shown.
      </p>
      ${this.shown ? this.details() : nothing}
    </div>`;
  }

  /** @param {any} one */
  row(one) {
    const test = this.tests.get(one.id);
    return html`<tr>
      <td>
        <div class="row">
          <vg-provider-mark .provider=${one.id}></vg-provider-mark>
          <div><b class="name">${one.name}</b><br /><code class="faint">${one.id}</code></div>
        </div>
      </td>
      <td>${one.wire}</td>
      <td><span class="badge ${one.enabled ? "good" : ""}">${one.enabled ? "on" : "off"}</span></td>
      <td><code class="faint">${one.key_variables.join(", ") || "–"}</code></td>
      <td class="end">
        <div class="row end">
          ${test
            ? html`<span class=${test.ok ? "good" : test.waiting ? "faint" : "bad"}>
                ${test.words}${test.millis ? ` (${duration(test.millis)})` : ""}
              </span>`
            : nothing}
          ${one.enabled
            ? html`<button type="button" class="button small" @click=${() => this.test(one.id)}>
                Test
              </button>`
            : nothing}
          <button type="button" class="button plain small" @click=${() => this.show(one.id)}>
            Details
          </button>
        </div>
      </td>
    </tr>`;
  }

  details() {
    return html`<vg-dialog
      sheet
      .heading=${this.shown.name}
      .body=${() =>
        html`<div class="body">
          <dl class="facts">
            ${Object.entries(this.shown).map(
              ([name, value]) =>
                html`<dt>${name.replaceAll("_", " ")}</dt>
                  <dd>${words(value)}</dd>`,
            )}
          </dl>
        </div>`}
      @close=${() => (this.shown = null)}
    ></vg-dialog>`;
  }

  /** @param {string} id */
  async show(id) {
    this.shown = await api.get(`/providers/${encodeURIComponent(id)}`);
  }

  /** @param {string} id */
  async test(id) {
    this.put(id, { waiting: true, words: "Asking…" });
    try {
      this.put(id, await api.post(`/providers/${encodeURIComponent(id)}/test`));
    } catch (failure) {
      this.put(id, { ok: false, words: /** @type {Error} */ (failure).message });
    }
  }

  /** @param {string} id @param {any} result */
  put(id, result) {
    this.tests = new Map(this.tests).set(id, result);
  }
}

/** @param {unknown} value */
function words(value) {
  if (value === null || value === "" || (Array.isArray(value) && value.length === 0)) {
    return "–";
  } else if (Array.isArray(value)) {
    return value.join(", ");
  } else if (typeof value === "object") {
    return Object.entries(value ?? {})
      .map(([name, one]) => `${name}: ${one}`)
      .join("; ");
  }
  return String(value);
}

customElements.define("vg-admin-providers", AdminProviders);
