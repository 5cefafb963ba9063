// @ts-check
// The model library: what can be asked for, what it costs, and how to ask.
import { html, nothing, PageElement } from "vg/core/element.js";
import { api } from "vg/core/api.js";
import { compact } from "vg/core/format.js";
import { useStyles } from "vg/ui/styles.js";
import { contextOf, HEALTH, priceOf } from "vg/console/models/facts.js";
import "vg/console/models/model-sheet.js";
import "vg/ui/copy.js";
import "vg/ui/provider-mark.js";

const types = ["all", "text", "image", "hybrid", "embedding"];
const PAGE = 60;
const HEALTH_MILLIS = 15_000;

class ModelsPage extends PageElement {
  static properties = {
    models: { state: true },
    health: { state: true },
    type: { state: true },
    provider: { state: true },
    words: { state: true },
    shown: { state: true },
    open: { state: true },
    allProviders: { state: true },
  };

  constructor() {
    super();
    useStyles("models");
    /** @type {import("vg/console/models/facts.js").Model[] | null} */
    this.models = null;
    /** @type {Map<string, import("vg/console/models/facts.js").Health>} by model */
    this.health = new Map();
    this.type = "all";
    this.provider = "";
    this.words = "";
    this.shown = PAGE;
    /** @type {import("vg/console/models/facts.js").Model | null} */
    this.open = null;
    this.allProviders = false;
    /** @param {KeyboardEvent} event */
    this.shortcut = (event) => {
      const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName ?? "");
      if ((event.key === "/" && !typing) || (event.key === "k" && (event.ctrlKey || event.metaKey))) {
        event.preventDefault();
        this.querySelector("input")?.focus();
      }
    };
  }

  async connectedCallback() {
    super.connectedCallback();
    addEventListener("keydown", this.shortcut);
    this.timer = setInterval(() => this.ask(), HEALTH_MILLIS);
    const health = this.ask();
    this.models = (await api.get("/catalog")).data;
    await health;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener("keydown", this.shortcut);
    clearInterval(this.timer);
  }

  /** How they stand now; nothing is shown of it while nobody can be asked. */
  async ask() {
    if (document.visibilityState === "visible") {
      const { data } = await api.get("/catalog/health").catch(() => ({ data: [] }));
      this.health = new Map(data.map((/** @type {any} */ one) => [one.model, one]));
    }
  }

  render() {
    const all = this.models ?? [];
    const found = this.found();
    return html`<div class="page models">
      <header>
        <div>
          <h1>Models</h1>
          <p>Everything that your keys can ask for, through one address.</p>
        </div>
        <div class="figures">
          <div class="figure"><b>${all.length}</b><span>models</span></div>
          <div class="figure good"><b>${this.count("text")}</b><span>text</span></div>
          <div class="figure violet"><b>${this.count("image")}</b><span>image</span></div>
          <div class="figure brass"><b>${this.count("hybrid")}</b><span>hybrid</span></div>
        </div>
      </header>
      ${this.providers()}
      <div class="search">
        <vg-icon name="search"></vg-icon>
        <input
          class="input"
          type="search"
          placeholder="Search by name, provider or capability"
          aria-label="Search models"
          .value=${this.words}
          @input=${this.typed}
        />
        <kbd aria-hidden="true">/</kbd>
      </div>
      <div class="tabs" role="tablist" aria-label="Type of model">
        ${types.map(
          (type) =>
            html`<button
              type="button"
              class="tab"
              role="tab"
              aria-selected=${this.type === type ? "true" : "false"}
              @click=${() => this.choose({ type })}
            >
              ${type[0]?.toUpperCase()}${type.slice(1)}
              <span class="badge number">${type === "all" ? all.length : this.count(type)}</span>
            </button>`,
        )}
      </div>
      <section class="card" aria-label="Models" aria-busy=${this.models === null}>
        ${this.models === null
          ? html`<span class="loading" role="progressbar" aria-label="Loading"></span>`
          : found.length === 0
            ? this.nothingFound()
            : this.table(found)}
      </section>
      ${this.open
        ? html`<vg-model-sheet
            .model=${this.open}
            .health=${this.health.get(this.open.id) ?? null}
            @close=${() => (this.open = null)}
          ></vg-model-sheet>`
        : nothing}
    </div>`;
  }

  providers() {
    /** @type {Map<string, number>} */
    const counts = new Map();
    for (const model of this.models ?? []) {
      for (const provider of model.vaultgate.providers) {
        counts.set(provider, (counts.get(provider) ?? 0) + 1);
      }
    }
    const sorted = [...counts].sort((one, other) => other[1] - one[1]);
    const visible = this.allProviders ? sorted : sorted.slice(0, 11);
    if (sorted.length < 2) {
      return nothing;
    }
    return html`<div class="chips" role="group" aria-label="Providers">
      <button
        type="button"
        class="chip"
        aria-pressed=${this.provider === "" ? "true" : "false"}
        @click=${() => this.choose({ provider: "" })}
      >
        All <span class="count">${this.models?.length}</span>
      </button>
      ${visible.map(
        ([provider, count]) =>
          html`<button
            type="button"
            class="chip"
            aria-pressed=${this.provider === provider ? "true" : "false"}
            @click=${() => this.choose({ provider })}
          >
            <vg-provider-mark small .provider=${provider}></vg-provider-mark>
            ${provider} <span class="count">${count}</span>
          </button>`,
      )}
      ${sorted.length > visible.length
        ? html`<button type="button" class="chip" @click=${() => (this.allProviders = true)}>
            ${sorted.length - visible.length} more
          </button>`
        : nothing}
    </div>`;
  }

  /** @param {import("vg/console/models/facts.js").Model[]} found */
  table(found) {
    return html`<div class="table-wrap">
        <table class="table">
          <thead>
            <tr>
              <th scope="col">Model</th>
              <th scope="col">Type</th>
              <th scope="col" class="end">Context</th>
              <th scope="col" class="end">Input</th>
              <th scope="col" class="end">Output</th>
              <th scope="col">Can</th>
            </tr>
          </thead>
          <tbody>
            ${found.slice(0, this.shown).map((model) => this.row(model))}
          </tbody>
        </table>
      </div>
      ${found.length > this.shown
        ? html`<div class="models-more">
            <button type="button" class="button" @click=${() => (this.shown += PAGE)}>
              Show more of ${found.length}
            </button>
          </div>`
        : nothing}`;
  }

  /** @param {import("vg/console/models/facts.js").Model} model */
  row(model) {
    const facts = model.vaultgate;
    const price = priceOf(model);
    return html`<tr
      tabindex="0"
      @click=${() => (this.open = model)}
      @keydown=${(/** @type {KeyboardEvent} */ event) => {
        if (event.key === "Enter" && event.target === event.currentTarget) {
          this.open = model;
        }
      }}
    >
      <td>
        <div class="name">
          <vg-provider-mark .provider=${facts.providers[0] ?? ""}></vg-provider-mark>
          <div>
            <b>${model.id} ${this.state(model.id)}</b>
            <small>${facts.name ?? facts.providers.join(", ")}</small>
          </div>
          <vg-copy .text=${model.id} label="Copy the id"></vg-copy>
        </div>
      </td>
      <td><span class="badge ${facts.type}">${facts.type}</span></td>
      <td class="end number">${contextOf(model)}</td>
      <td class="end number">${price.input}</td>
      <td class="end number">${price.output}</td>
      <td>
        <div class="caps">
          ${(facts.capabilities ?? [])
            .slice(0, 4)
            .map((one) => html`<span class="badge">${one.replaceAll("_", " ")}</span>`)}
          ${facts.deprecated ? html`<span class="badge warn">deprecated</span>` : nothing}
        </div>
      </td>
    </tr>`;
  }

  /** @param {string} id */
  state(id) {
    const health = this.health.get(id);
    if (!health) {
      return nothing;
    }
    const { kind, words } = HEALTH[health.state];
    return html`<span class="dot ${kind}" role="img" aria-label=${words} title=${words}></span>`;
  }

  nothingFound() {
    return html`<div class="empty">
      <vg-icon name="search" size="l"></vg-icon>
      <p>No model fits.</p>
      <button
        type="button"
        class="button"
        @click=${() => this.choose({ type: "all", provider: "", words: "" })}
      >
        Show all ${compact(this.models?.length)}
      </button>
    </div>`;
  }

  /** @param {string} type */
  count(type) {
    return (this.models ?? []).filter((model) => isOf(model, type)).length;
  }

  found() {
    const words = this.words.toLowerCase().split(/\s+/).filter(Boolean);
    return (this.models ?? []).filter((model) => {
      const facts = model.vaultgate;
      const text = [model.id, facts.name, ...facts.providers, ...(facts.capabilities ?? [])]
        .join(" ")
        .toLowerCase();
      return (
        (this.type === "all" || isOf(model, this.type)) &&
        (this.provider === "" || facts.providers.includes(this.provider)) &&
        words.every((word) => text.includes(word))
      );
    });
  }

  /** @param {Event} event */
  typed(event) {
    this.choose({ words: /** @type {HTMLInputElement} */ (event.target).value });
  }

  /** @param {{type?: string, provider?: string, words?: string}} choice */
  choose(choice) {
    Object.assign(this, choice);
    this.shown = PAGE;
  }
}

/** @param {import("vg/console/models/facts.js").Model} model @param {string} type */
const isOf = (model, type) => (model.vaultgate.types ?? [model.vaultgate.type]).includes(type);

customElements.define("vg-models-page", ModelsPage);
