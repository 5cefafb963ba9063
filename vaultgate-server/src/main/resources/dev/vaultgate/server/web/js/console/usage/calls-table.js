// @ts-check
import { html, PageElement } from "vg/core/element.js";
import { compact, date, duration, money, time } from "vg/core/format.js";

const GOOD = "ok";

/** Calls in rows; fires `open` with one in its detail. */
class CallsTable extends PageElement {
  static properties = { calls: { attribute: false } };

  constructor() {
    super();
    /** @type {any[]} */
    this.calls = [];
  }

  render() {
    if (this.calls.length === 0) {
      return html`<div class="empty"><p>No call fits.</p></div>`;
    }
    return html`<div class="table-wrap">
      <table class="table">
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">Model</th>
            <th scope="col">Type</th>
            <th scope="col">Route</th>
            <th scope="col" class="end">Tokens</th>
            <th scope="col" class="end">Cost</th>
            <th scope="col" class="end">Took</th>
            <th scope="col">Ended</th>
          </tr>
        </thead>
        <tbody>
          ${this.calls.map((call) => this.row(call))}
        </tbody>
      </table>
    </div>`;
  }

  /** @param {any} call */
  row(call) {
    const open = () => this.dispatchEvent(new CustomEvent("open", { detail: call }));
    return html`<tr
      tabindex="0"
      @click=${open}
      @keydown=${(/** @type {KeyboardEvent} */ event) => event.key === "Enter" && open()}
    >
      <td class="number">
        ${time(call.started_at)} <span class="faint">${date(call.started_at)}</span>
      </td>
      <td><b class="name">${call.model}</b></td>
      <td><span class="badge ${call.type}">${call.type}</span></td>
      <td><code class="faint">${call.attempts}</code></td>
      <td class="end number">
        ${compact(call.usage.prompt_tokens)} <span class="faint">in</span>
        ${compact(call.usage.completion_tokens)} <span class="faint">out</span>
      </td>
      <td class="end number">${money(call.cost)}</td>
      <td class="end number">${duration(call.millis)}</td>
      <td>
        <span class="badge ${call.outcome === GOOD ? "good" : "bad"}"
          >${call.outcome.replaceAll("_", " ")}</span
        >
      </td>
    </tr>`;
  }
}

customElements.define("vg-calls-table", CallsTable);
