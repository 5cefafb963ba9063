// @ts-check
// One call with all that is known of it.
import { html, nothing, PageElement } from "vg/core/element.js";
import { count, date, duration, money, size, time } from "vg/core/format.js";
import "vg/ui/copy.js";
import "vg/ui/dialog.js";

class CallSheet extends PageElement {
  static properties = { call: { attribute: false } };

  constructor() {
    super();
    /** @type {any} */
    this.call = null;
  }

  render() {
    return html`<vg-dialog
      sheet
      .heading=${this.call.model}
      .body=${() => this.body()}
      @close=${(/** @type {Event} */ event) => {
        event.stopPropagation();
        this.dispatchEvent(new Event("close"));
      }}
    ></vg-dialog>`;
  }

  body() {
    const { call } = this;
    const { usage } = call;
    return html`<div class="body">
      <div class="row">
        <span class="badge ${call.outcome === "ok" ? "good" : "bad"}"
          >${call.outcome.replaceAll("_", " ")}</span
        >
        <span class="badge ${call.type}">${call.type}</span>
        ${call.stream ? html`<span class="badge">stream</span>` : nothing}
        ${call.error_code ? html`<code class="bad">${call.error_code}</code>` : nothing}
      </div>
      <h3>Route</h3>
      <ol class="attempts">
        ${(call.attempts || "nobody was asked").split(",").map(
          (/** @type {string} */ attempt) =>
            html`<li>
              <span class="dot ${attempt.endsWith(":200") ? "good" : "bad"}"></span>
              <code>${attempt}</code>
            </li>`,
        )}
      </ol>
      <dl class="facts number">
        <dt>Began</dt>
        <dd>${date(call.started_at)} ${time(call.started_at)}</dd>
        <dt>First content</dt>
        <dd>${duration(call.first_content_millis)}</dd>
        <dt>In all</dt>
        <dd>${duration(call.millis)}</dd>
        <dt>Answered by</dt>
        <dd>${call.provider ? `${call.provider}/${call.upstream_model}` : "nobody"}</dd>
        <dt>Bytes</dt>
        <dd>${size(call.bytes_in)} in, ${size(call.bytes_out)} out</dd>
      </dl>
      <h3>Tokens and cost</h3>
      <dl class="facts number">
        <dt>In</dt>
        <dd>${count(usage.prompt_tokens)}</dd>
        ${usage.cached_tokens ? html`<dt>of them cached</dt><dd>${count(usage.cached_tokens)}</dd>` : nothing}
        ${usage.cache_write_tokens
          ? html`<dt>of them written to the cache</dt>
              <dd>${count(usage.cache_write_tokens)}</dd>`
          : nothing}
        <dt>Out</dt>
        <dd>${count(usage.completion_tokens)}</dd>
        ${usage.reasoning_tokens
          ? html`<dt>of them reasoning</dt>
              <dd>${count(usage.reasoning_tokens)}</dd>`
          : nothing}
        <dt>Counted</dt>
        <dd>${call.usage_source}</dd>
        <dt>Cost</dt>
        <dd>${money(call.cost)}</dd>
        ${call.rates ? html`<dt>Prices</dt><dd><code>${call.rates}</code></dd>` : nothing}
      </dl>
      <h3>Names</h3>
      <dl class="facts">
        <dt>Request</dt>
        <dd>
          <code>${call.request_id}</code>
          <vg-copy .text=${call.request_id} label="Copy the request's id"></vg-copy>
        </dd>
        <dt>Key</dt>
        <dd><code>${call.key_id}</code></dd>
        <dt>Account</dt>
        <dd>${call.account}</dd>
        ${call.project_id ? html`<dt>Project</dt><dd><code>${call.project_id}</code></dd>` : nothing}
      </dl>
    </div>`;
  }
}

customElements.define("vg-call-sheet", CallSheet);
