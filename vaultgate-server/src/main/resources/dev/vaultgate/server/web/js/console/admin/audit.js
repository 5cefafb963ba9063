// @ts-check
// Who has changed what.
import { html, nothing, PageElement } from "vg/core/element.js";
import { api } from "vg/core/api.js";
import { date, time } from "vg/core/format.js";
import { toast, toastFailure } from "vg/ui/toast.js";
import { Paged } from "vg/ui/pages.js";
import "vg/ui/dialog.js";

class AdminAudit extends PageElement {
  static properties = { open: { state: true }, changed: { state: true } };

  constructor() {
    super();
    /** @type {any} */
    this.open = null;
    /** @type {any[]} rows of the store that somebody changed past the gateway */
    this.changed = [];
    /** @type {Paged<any>} */
    this.entries = new Paged("/audit", () => this.requestUpdate());
  }

  connectedCallback() {
    super.connectedCallback();
    this.entries.load({ limit: 50 });
  }

  render() {
    return html`<section class="card" aria-label="Audit" aria-busy=${this.entries.loading}>
      <header>
        <h2>What was changed</h2>
        <button type="button" class="button small" @click=${this.check}>
          <vg-icon size="s" name="database"></vg-icon> Check the store
        </button>
      </header>
      ${this.changed.length > 0
        ? html`<div class="body">
            <p class="notice bad" role="alert">
              Changed in the store's file, past the gateway:
              ${this.changed.map((row) => `${row.kind} ${row.name} (${row.id})`).join(", ")}
            </p>
          </div>`
        : nothing}
      ${this.entries.rows.length === 0
        ? html`<div class="empty"><p>Nothing was changed yet.</p></div>`
        : html`<div class="table-wrap">
            <table class="table">
              <thead>
                <tr>
                  <th scope="col">When</th>
                  <th scope="col">Who</th>
                  <th scope="col">What</th>
                  <th scope="col">Of</th>
                  <th scope="col">From</th>
                </tr>
              </thead>
              <tbody>
                ${this.entries.rows.map(
                  (entry) =>
                    html`<tr
                      tabindex="0"
                      @click=${() => (this.open = entry)}
                      @keydown=${(/** @type {KeyboardEvent} */ event) => {
                        if (event.key === "Enter") {
                          this.open = entry;
                        }
                      }}
                    >
                      <td class="number">${date(entry.at)} <span class="faint">${time(entry.at)}</span></td>
                      <td>${entry.actor}</td>
                      <td><span class="badge">${words(entry.action)}</span></td>
                      <td><code>${entry.object}</code></td>
                      <td><code class="faint">${entry.address || "this machine"}</code></td>
                    </tr>`,
                )}
              </tbody>
            </table>
          </div>`}
      ${this.entries.next
        ? html`<div class="more">
            <button type="button" class="button" @click=${() => this.entries.more()}>More</button>
          </div>`
        : nothing}
      ${this.open ? this.details() : nothing}
    </section>`;
  }

  /** Keys and projects are what this program made them, and balances what the transfers say. */
  async check() {
    try {
      const [rows, figures] = await Promise.all([
        api.get("/audit/rows"),
        api.get("/credits/verification"),
      ]);
      this.changed = [
        ...rows.data,
        ...figures.data.map((/** @type {any} */ one) => ({
          kind: "balance",
          name: one.owner,
          id: one.what,
        })),
      ];
      if (this.changed.length === 0) {
        toast("Keys, projects and balances are as the gateway left them.");
      }
    } catch (failure) {
      toastFailure(failure);
    }
  }

  details() {
    const entry = this.open;
    return html`<vg-dialog
      sheet
      .heading=${words(entry.action)}
      .body=${() =>
        html`<div class="body">
          <dl class="facts">
            <dt>When</dt>
            <dd>${date(entry.at)} ${time(entry.at)}</dd>
            <dt>Who</dt>
            <dd>${entry.actor} <code class="faint">${entry.actor_id}</code></dd>
            <dt>Of</dt>
            <dd><code>${entry.object}</code></dd>
            <dt>Request</dt>
            <dd><code>${entry.request_id}</code></dd>
          </dl>
          ${this.state("Before", entry.before)} ${this.state("After", entry.after)}
        </div>`}
      @close=${() => (this.open = null)}
    ></vg-dialog>`;
  }

  /** @param {string} name @param {unknown} value */
  state(name, value) {
    return value
      ? html`<h3>${name}</h3>
          <div class="code"><pre tabindex="0"><code>${JSON.stringify(value, null, 2)}</code></pre></div>`
      : nothing;
  }
}

/** @param {string} action `createKey` as words */
const words = (action) => action.replace(/([A-Z])/g, " $1").toLowerCase();

customElements.define("vg-admin-audit", AdminAudit);
