// @ts-check
// All that is known of one model, and code that asks it.
import { html, nothing, PageElement } from "vg/core/element.js";
import { count, date, duration } from "vg/core/format.js";
import { api } from "vg/core/api.js";
import { samples } from "vg/core/samples.js";
import { isAdmin } from "vg/core/session.js";
import { standing } from "vg/console/standing.js";
import { dollars, HEALTH } from "vg/console/models/facts.js";
import "vg/ui/code-tabs.js";
import "vg/ui/copy.js";
import "vg/ui/dialog.js";

class ModelSheet extends PageElement {
  static properties = {
    model: { attribute: false },
    health: { attribute: false },
    prices: { state: true },
    standings: { state: true },
  };

  constructor() {
    super();
    /** @type {import("vg/console/models/facts.js").Model} */
    this.model = /** @type {any} */ (null);
    /** @type {import("vg/console/models/facts.js").Health | null} */
    this.health = null;
    /** @type {any[]} those that begin later, hold now and held before */
    this.prices = [];
    /** @type {any[]} how deployments stand, for administrators */
    this.standings = [];
  }

  async connectedCallback() {
    super.connectedCallback();
    const [prices, standings] = await Promise.all([
      api.get("/catalog/prices", { model: this.model.id }),
      isAdmin() ? api.get("/health/routes") : { data: [] },
    ]);
    this.prices = prices.data;
    this.standings = standings.data;
  }

  render() {
    return html`<vg-dialog
      sheet
      .heading=${this.model.id}
      .body=${() => this.body()}
      @close=${(/** @type {Event} */ event) => {
        event.stopPropagation();
        this.dispatchEvent(new Event("close"));
      }}
    ></vg-dialog>`;
  }

  body() {
    const facts = this.model.vaultgate;
    return html`<div class="body">
      ${facts.deprecated
        ? html`<p class="notice warn">
            ${facts.shutdown ? `Ends on ${date(facts.shutdown)}.` : "Will end."}
            ${facts.successor ? `Use ${facts.successor} instead.` : ""}
          </p>`
        : nothing}
      <dl class="facts">
        <dt>Type</dt>
        <dd><span class="badge ${facts.type}">${facts.type}</span></dd>
        ${facts.name ? html`<dt>Name</dt><dd>${facts.name}</dd>` : nothing}
        <dt>Now</dt>
        <dd>${this.now()}</dd>
        <dt>Served by</dt>
        <dd>${facts.providers.join(", then ")}</dd>
        <dt>Context</dt>
        <dd class="number">${count(facts.context_window)} tokens</dd>
        <dt>Longest answer</dt>
        <dd class="number">${count(facts.max_output_tokens)} tokens</dd>
        ${facts.capabilities?.length
          ? html`<dt>Can</dt>
              <dd class="row">
                ${facts.capabilities.map(
                  (one) => html`<span class="badge">${one.replaceAll("_", " ")}</span>`,
                )}
              </dd>`
          : nothing}
      </dl>
      ${this.price()} ${this.history()}
      <h3>Ask it</h3>
      <vg-code-tabs .samples=${samples(this.call())}></vg-code-tabs>
      ${facts.type === "embedding"
        ? nothing
        : html`<a
            class="button"
            href="/console/playground?model=${encodeURIComponent(this.model.id)}"
          >
            <vg-icon name="terminal"></vg-icon> Try in the playground
          </a>`}
    </div>`;
  }

  now() {
    if (!this.health) {
      return html`<span class="faint">Nobody has asked for it of late.</span>`;
    }
    const { kind, words } = HEALTH[this.health.state];
    return html`<span class="dot ${kind}"></span> ${words}${this.health.typical_ms === undefined
        ? ""
        : html`<span class="faint">, first content after ${duration(this.health.typical_ms)}</span>`}`;
  }

  /** @param {Map<string, unknown>} changed */
  updated(changed) {
    if (changed.has("health") || changed.has("prices") || changed.has("standings")) {
      /** @type {any} */ (this.querySelector("vg-dialog"))?.requestUpdate();
    }
  }

  price() {
    const { price, price_as_of: asOf, price_source: source } = this.model.vaultgate;
    if (!price) {
      return html`<p class="notice">No price is known: only accounts without limit may use it.</p>`;
    }
    return html`<h3>Price</h3>
      <dl class="facts number">
        ${Object.entries(price).map(([name, value]) =>
          typeof value === "object" && value !== null
            ? Object.entries(value).map(
                ([kind, one]) =>
                  html`<dt>${name.replaceAll("_", " ")}, ${kind}</dt>
                    <dd>${typeof one === "object" ? JSON.stringify(one) : dollars(one)}</dd>`,
              )
            : html`<dt>${name.replaceAll("_", " ")}</dt>
                <dd>${dollars(value)}</dd>`,
        )}
      </dl>
      <p class="faint">
        Dollars for a million tokens, or for an image.
        ${asOf ? `As of ${date(asOf)}, by ${source}.` : ""}
      </p>`;
  }

  /** Prices beside the one above: of other deployments, of other times. */
  history() {
    const others = alike(this.prices.filter((one) => one.when !== "now"));
    const places = this.prices.filter((one) => one.when === "now");
    return html`${places.length > 1 || this.standings.length > 0
      ? html`<h3>At each provider</h3>
          <ul class="prices">
            ${places.map((one) => priceLine(one, this.place(one.deployment)))}
          </ul>`
      : nothing}
    ${others.length > 0
      ? html`<h3>Prices in time</h3>
          <ul class="prices">
            ${others.map((one) => priceLine(one, since(one)))}
          </ul>`
      : nothing}`;
  }

  /** @param {string} deployment with how each of its keys stands, as far as that is known */
  place(deployment) {
    const keys = this.standings.filter((one) => one.deployment.split("#")[0] === deployment);
    return html`<code>${deployment}</code> ${keys.map((one) => standing(one.state))}`;
  }

  /** @returns {import("vg/core/samples.js").SampleCall} */
  call() {
    const model = this.model.id;
    switch (this.model.vaultgate.type) {
      case "image":
        return { path: "/images/generations", body: { model, prompt: "A vault door, ajar" } };
      case "embedding":
        return { path: "/embeddings", body: { model, input: "A vault door, ajar" } };
      default:
        return {
          path: "/chat/completions",
          body: { model, messages: [{ role: "user", content: "Hello!" }] },
        };
    }
  }
}

/**
 * Prices that are the same at several deployments, once.
 *
 * @param {any[]} prices
 */
function alike(prices) {
  const lines = new Map();
  for (const one of prices) {
    const key = JSON.stringify([one.when, one.effective_from, one.version]);
    lines.set(key, lines.has(key) ? { ...one, deployment: null } : one);
  }
  return [...lines.values()];
}

/** @param {any} one @param {unknown} of where or when */
const priceLine = (one, of) =>
  html`<li class="row between">
    <span>${of}</span><span class="number">${priceWords(one.price)}</span>
  </li>`;

/** @param {any} one when it began, or will */
function since(one) {
  if (one.when === "later") {
    return `From ${date(one.effective_from)}${one.deployment ? ` at ${one.deployment}` : ""}`;
  }
  return `Charged from ${date(one.first_used_at)}`;
}

/** @param {Record<string, any>} price as a model file has it */
function priceWords(price) {
  if (price.input !== undefined || price.output !== undefined) {
    return `${dollars(price.input)} in, ${dollars(price.output)} out`;
  }
  const images = (price.per_image ?? []).map((/** @type {any} */ one) => Number(one.usd));
  return images.length > 0
    ? `${dollars(Math.min(...images))}${images.length > 1 ? " and more" : ""} an image`
    : `${dollars(price.per_megapixel)} a megapixel`;
}

customElements.define("vg-model-sheet", ModelSheet);
