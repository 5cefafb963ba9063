// @ts-check
import { html, nothing, PageElement } from "vg/core/element.js";
import { api, withQuery } from "vg/core/api.js";
import { duration } from "vg/core/format.js";
import { formValues } from "vg/ui/fields.js";
import { useStyles } from "vg/ui/styles.js";
import { toast, toastFailure } from "vg/ui/toast.js";
import { codeBlock } from "vg/ui/code-block.js";
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
    useStyles("markdown");
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
    await this.load();
  }

  async load() {
    this.providers = (await api.get("/providers", { all: true })).data;
  }

  /** @param {Map<string, unknown>} changed */
  updated(changed) {
    if (changed.has("tests") || changed.has("shown")) {
      /** @type {any} */ (this.querySelector("vg-dialog"))?.requestUpdate();
    }
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
            ? html`<span class=${kindOf(test)}>${outcome(test)}</span>`
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
          ${this.shown.enabled ? this.trial(this.shown.id) : this.enabling(this.shown)}
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

  /** How it is tried with a model that one names. @param {string} id */
  trial(id) {
    const test = this.tests.get(id);
    return html`<form
        class="row"
        @submit=${(/** @type {SubmitEvent} */ event) => {
          event.preventDefault();
          this.test(id, formValues(/** @type {HTMLFormElement} */ (event.target)).model);
        }}
      >
        <input
          class="input narrow"
          name="model"
          aria-label="Model to ask"
          placeholder="a model, or the cheapest"
        />
        <button class="button">Test</button>
      </form>
      <p class=${kindOf(test)} role="status">${outcome(test)}</p>`;
  }

  /** How it is turned on; its key stays out of the browser. @param {any} provider */
  enabling(provider) {
    const variable = provider.key_variables[0];
    const key = variable ? `api_key: "\${${variable}}"` : "";
    return html`<p>
        To turn it on, ${variable ? html`set <code>${variable}</code> before the gateway starts, or` : ""}
        write this into <code>vaultgate.yaml</code> and have it read anew.
      </p>
      ${codeBlock(`providers:\n  ${provider.id}: { ${key} }`, "yaml")}
      <div>
        <button type="button" class="button small" @click=${() => this.reload(provider.id)}>
          <vg-icon size="s" name="refresh-cw"></vg-icon> Read the configuration anew
        </button>
      </div>`;
  }

  /** @param {string} id */
  async reload(id) {
    try {
      await api.post("/reload");
      await this.load();
      await this.show(id);
      toast(
        this.shown.enabled
          ? `${id} is on.`
          : `The configuration was read anew; ${id} is not in it.`,
      );
    } catch (failure) {
      toastFailure(failure);
    }
  }

  /** @param {string} id */
  async show(id) {
    this.shown = await api.get(`/providers/${encodeURIComponent(id)}`);
  }

  /** @param {string} id @param {string} [model] by the provider's name for it */
  async test(id, model) {
    this.put(id, { waiting: true, words: "Asking…" });
    try {
      const path = withQuery(`/providers/${encodeURIComponent(id)}/test`, { model });
      this.put(id, await api.post(path));
    } catch (failure) {
      this.put(id, { ok: false, words: /** @type {Error} */ (failure).message });
    }
  }

  /** @param {string} id @param {any} result */
  put(id, result) {
    this.tests = new Map(this.tests).set(id, result);
  }
}

/** @param {any} test */
const kindOf = (test) => (test?.ok ? "good" : !test || test.waiting ? "faint" : "bad");

/** @param {any} test what came of it */
const outcome = (test) =>
  test ? `${test.words}${test.millis ? ` (${duration(test.millis)})` : ""}` : "";

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
