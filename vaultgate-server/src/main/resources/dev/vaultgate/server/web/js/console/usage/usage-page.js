// @ts-check
// What was used: sums, charts, and every call.
import { html, nothing, PageElement } from "vg/core/element.js";
import { api } from "vg/core/api.js";
import { compact, duration, money } from "vg/core/format.js";
import { isAdmin } from "vg/core/session.js";
import { pointLabel, range, RANGES } from "vg/console/usage/range.js";
import { toastFailure } from "vg/ui/toast.js";
import { useStyles } from "vg/ui/styles.js";
import "vg/console/usage/calls.js";
import "vg/ui/chart.js";

const VIEWS = [
  { name: "consumption", words: "Consumption" },
  { name: "trend", words: "Trend" },
  { name: "ranking", words: "Ranking" },
];
const MEASURES = [
  { name: "cost", words: "Cost" },
  { name: "tokens", words: "Tokens" },
  { name: "calls", words: "Calls" },
];

/** As many models and keys can be chosen, and as many stand in the charts. */
const PLACES = 100;
const SHOWN = 8;

/** @type {[string, string][]} */
const TYPES = ["text", "image", "hybrid", "embedding"].map((type) => [type, type]);

class UsagePage extends PageElement {
  static properties = {
    span: { state: true },
    custom: { state: true },
    filters: { state: true },
    view: { state: true },
    measure: { state: true },
    share: { state: true },
    summary: { state: true },
    series: { state: true },
    models: { state: true },
    keys: { state: true },
    asked: { state: true },
  };

  constructor() {
    super();
    useStyles("usage");
    this.span = localStorage.getItem("usage-range") ?? "7d";
    this.custom = { from: "", until: "" };
    /** @type {Record<string, string>} */
    this.filters = {};
    this.view = "trend";
    this.measure = "cost";
    this.share = "model";
    /** @type {any} */
    this.summary = null;
    /** @type {any[]} */
    this.series = [];
    /** @type {any} */
    this.models = null;
    /** @type {any} */
    this.keys = null;
    /** @type {Record<"model" | "key_id", Map<string, string>>} what there was to choose from, in words */
    this.seen = { model: new Map(), key_id: new Map() };
    /** @type {Record<string, unknown> | null} which calls are listed */
    this.asked = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.load();
  }

  get query() {
    const { from, until } = range(this.span, this.custom);
    const { search, ...filters } = this.filters;
    return { from, until, ...filters };
  }

  async load() {
    const query = this.query;
    const { step } = range(this.span, this.custom);
    const asked = { ...query, search: this.filters.search };
    if (JSON.stringify(asked) !== JSON.stringify(this.asked)) {
      this.asked = asked;
    }
    try {
      const [summary, series, models, keys] = await Promise.all([
        api.get("/usage/summary", query),
        api.get("/usage/series", { ...query, step }),
        api.get("/usage/ranking", { ...query, by: "model", measure: this.measure, limit: PLACES }),
        api.get("/usage/ranking", { ...query, by: "key_id", measure: this.measure, limit: PLACES }),
      ]);
      this.summary = summary;
      this.series = series.data;
      this.models = models;
      this.keys = keys;
      remember(this.seen.model, models);
      remember(this.seen.key_id, keys);
    } catch (failure) {
      toastFailure(failure);
    }
  }

  render() {
    const totals = this.summary?.totals;
    return html`<div class="page usage">
      <header>
        <div>
          <h1>Usage</h1>
          <p>${isAdmin() ? "Of all keys of this gateway." : "Of all your keys."}</p>
        </div>
        <div class="figures">
          <div class="figure"><b>${compact(totals?.calls)}</b><span>calls</span></div>
          <div class="figure good">
            <b>${compact(totals ? totals.calls - totals.failed : null)}</b><span>went well</span>
          </div>
          <div class="figure bad"><b>${compact(totals?.failed)}</b><span>failed</span></div>
          <div class="figure">
            <b>${duration(this.summary?.latency?.p50)}</b><span>median</span>
          </div>
          <div class="figure brass"><b>${money(totals?.cost)}</b><span>cost</span></div>
        </div>
      </header>
      ${this.controls()}
      <div class="usage-charts">
        <section class="card">
          <header>
            <div class="segments" role="group" aria-label="Chart">
              ${VIEWS.map((view) =>
                this.segment(view.words, this.view === view.name, () => (this.view = view.name)),
              )}
            </div>
            <div class="segments" role="group" aria-label="Measure">
              ${MEASURES.map((one) =>
                this.segment(one.words, this.measure === one.name, () => {
                  this.measure = one.name;
                  this.load();
                }),
              )}
            </div>
          </header>
          <div class="body">${this.chart()}</div>
        </section>
        <section class="card">
          <header>
            <h2>Share</h2>
            <div class="segments" role="group" aria-label="Share by">
              ${this.segment("Model", this.share === "model", () => (this.share = "model"))}
              ${this.segment("Key", this.share === "key", () => (this.share = "key"))}
            </div>
          </header>
          <div class="body stack">${this.shares()}</div>
        </section>
      </div>
      <vg-calls .query=${this.asked}></vg-calls>
    </div>`;
  }

  controls() {
    return html`<div class="usage-controls">
      <div class="row between">
        <div class="row">
          <div class="segments" role="group" aria-label="Span of time">
            ${RANGES.map((one) =>
              this.segment(one.words, this.span === one.name, () => this.choose(one.name)),
            )}
          </div>
          ${this.span === "custom"
            ? html`${this.day("from", "From")} ${this.day("until", "Until")}`
            : nothing}
        </div>
        <div class="segments" role="group" aria-label="How they ended">
          ${[
            ["", "All"],
            ["ok", "Good"],
            ["failed", "Failed"],
          ].map(([value = "", words = ""]) =>
            this.segment(words, (this.filters.outcome ?? "") === value, () =>
              this.filter("outcome", value),
            ),
          )}
        </div>
      </div>
      <div class="row between">
        <div class="row">
          ${this.choice("type", "Type", "Every type", TYPES)}
          ${this.choice("model", "Model", "Every model", [...this.seen.model])}
          ${this.choice("key_id", "Key", "Every key", [...this.seen.key_id])}
        </div>
        <input
          class="input search"
          type="search"
          placeholder="Search request or model"
          aria-label="Search calls"
          @change=${(/** @type {Event} */ event) =>
            this.filter("search", /** @type {HTMLInputElement} */ (event.target).value)}
        />
      </div>
    </div>`;
  }

  /**
   * @param {"type" | "model" | "key_id"} name
   * @param {string} label
   * @param {string} all
   * @param {[string, string][]} options values and their words
   */
  choice(name, label, all, options) {
    const chosen = this.filters[name] ?? "";
    return html`<select
      class="input narrow"
      aria-label=${label}
      @change=${(/** @type {Event} */ event) =>
        this.filter(name, /** @type {HTMLSelectElement} */ (event.target).value)}
    >
      <option value="" ?selected=${chosen === ""}>${all}</option>
      ${options.map(
        ([value, words]) =>
          html`<option value=${value} ?selected=${chosen === value}>${words}</option>`,
      )}
    </select>`;
  }

  /** @param {"from" | "until"} name @param {string} label */
  day(name, label) {
    return html`<input
      class="input narrow"
      type="date"
      aria-label=${label}
      .value=${this.custom[name]}
      @change=${(/** @type {Event} */ event) => {
        this.custom = {
          ...this.custom,
          [name]: /** @type {HTMLInputElement} */ (event.target).value,
        };
        this.load();
      }}
    />`;
  }

  /** @param {string} words @param {boolean} pressed @param {() => void} action */
  segment(words, pressed, action) {
    return html`<button
      type="button"
      class="segment"
      aria-pressed=${pressed ? "true" : "false"}
      @click=${action}
    >
      ${words}
    </button>`;
  }

  chart() {
    const format = this.measure === "cost" ? dollars : (/** @type {number} */ n) => compact(n);
    if (this.summary && this.summary.totals.calls === 0) {
      return html`<div class="empty">
        <vg-icon name="chart-column" size="l"></vg-icon>
        <p>Nothing was used in this time.</p>
      </div>`;
    }
    if (this.view === "ranking") {
      const data = (this.models?.data ?? []).slice(0, SHOWN);
      return html`<vg-chart
        kind="rows"
        label="Models by ${this.measure}"
        .labels=${data.map((/** @type {any} */ one) => one.name)}
        .series=${[
          {
            name: this.measure,
            values: data.map((/** @type {any} */ one) => valueOf(one.totals, this.measure)),
          },
        ]}
        .format=${format}
      ></vg-chart>`;
    }
    const { step } = range(this.span, this.custom);
    const labels = this.series.map((point) => pointLabel(point.start, step));
    if (this.view === "consumption" && this.measure === "tokens") {
      return html`<vg-chart
        kind="bar"
        stacked
        label="Tokens over time"
        .labels=${labels}
        .series=${[
          { name: "in", values: this.series.map((p) => p.totals.prompt_tokens) },
          { name: "out", values: this.series.map((p) => p.totals.completion_tokens) },
        ]}
        .format=${format}
      ></vg-chart>`;
    }
    return html`<vg-chart
      kind=${this.view === "trend" ? "line" : "bar"}
      label="${this.measure} over time"
      .labels=${labels}
      .series=${[
        {
          name: this.measure,
          values: this.series.map((point) => valueOf(point.totals, this.measure)),
        },
      ]}
      .format=${format}
    ></vg-chart>`;
  }

  shares() {
    const ranking = this.share === "model" ? this.models : this.keys;
    const data = (ranking?.data ?? []).slice(0, SHOWN);
    const all = valueOf(ranking?.all, this.measure);
    const values = data.map((/** @type {any} */ one) => valueOf(one.totals, this.measure));
    if (all === 0) {
      return html`<p class="faint">Nothing to share.</p>`;
    }
    return html`<vg-chart
        kind="share"
        label="Share by ${this.share}"
        .labels=${data.map((/** @type {any} */ one) => one.name || one.value)}
        .series=${[{ name: this.share, values }]}
        .format=${(/** @type {number} */ value) => `${((100 * value) / all).toFixed(0)} %`}
      ></vg-chart>
      <ul class="legend">
        ${data.map(
          (/** @type {any} */ one, /** @type {number} */ index) =>
            html`<li>
              <span class="swatch"></span>
              <button
                type="button"
                class="name"
                title="Only this"
                @click=${() =>
                  this.filter(this.share === "model" ? "model" : "key_id", one.value)}
              >
                ${one.name || one.value || "none"}
              </button>
              <span class="number">${((100 * values[index]) / all).toFixed(0)} %</span>
            </li>`,
        )}
      </ul>`;
  }

  /** @param {string} span */
  choose(span) {
    this.span = span;
    localStorage.setItem("usage-range", span);
    this.load();
  }

  /** @param {string} name @param {string} value */
  filter(name, value) {
    this.filters = { ...this.filters, [name]: value };
    this.load();
  }
}

/** @param {Map<string, string>} seen @param {any} ranking */
function remember(seen, ranking) {
  for (const { value, name } of ranking.data) {
    if (value) {
      seen.set(value, name || value);
    }
  }
}

/** @param {any} totals @param {string} measure */
function valueOf(totals, measure) {
  if (!totals) {
    return 0;
  }
  switch (measure) {
    case "cost":
      return Number(totals.cost);
    case "tokens":
      return totals.prompt_tokens + totals.completion_tokens;
    default:
      return totals.calls;
  }
}

/** @param {number} value */
const dollars = (value) => money(value === 0 ? "0" : value.toFixed(value < 0.01 ? 6 : 2));

customElements.define("vg-usage-page", UsagePage);
