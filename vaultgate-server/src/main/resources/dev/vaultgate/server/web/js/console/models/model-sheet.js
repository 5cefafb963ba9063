// @ts-check
// All that is known of one model, and code that asks it.
import { html, nothing, PageElement } from "vg/core/element.js";
import { count, date } from "vg/core/format.js";
import { samples } from "vg/core/samples.js";
import { dollars } from "vg/console/models/facts.js";
import "vg/ui/code-tabs.js";
import "vg/ui/copy.js";
import "vg/ui/dialog.js";

class ModelSheet extends PageElement {
  static properties = { model: { attribute: false } };

  constructor() {
    super();
    /** @type {import("vg/console/models/facts.js").Model} */
    this.model = /** @type {any} */ (null);
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
      ${this.price()}
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

customElements.define("vg-model-sheet", ModelSheet);
