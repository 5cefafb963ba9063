// @ts-check
// Codes that give credit to whoever redeems one.
import { html, nothing, PageElement } from "vg/core/element.js";
import { api } from "vg/core/api.js";
import { date, money } from "vg/core/format.js";
import { textField } from "vg/ui/fields.js";
import { Paged } from "vg/ui/pages.js";
import { toastFailure } from "vg/ui/toast.js";
import "vg/ui/copy.js";
import "vg/ui/form-dialog.js";

class AdminCodes extends PageElement {
  static properties = { over: { state: true }, made: { state: true } };

  constructor() {
    super();
    this.over = false;
    /** @type {string[]} */
    this.made = [];
    /** @type {Paged<any>} */
    this.codes = new Paged("/codes", () => this.requestUpdate());
  }

  connectedCallback() {
    super.connectedCallback();
    this.codes.load().catch(toastFailure);
  }

  render() {
    return html`<section class="card">
      <header>
        <h2>Redeem codes</h2>
        <button type="button" class="button small" @click=${() => (this.over = true)}>
          <vg-icon size="s" name="ticket"></vg-icon> New codes
        </button>
      </header>
      ${this.made.length > 0
        ? html`<div class="body">
            <div class="notice good" role="status">
              <div>
                <p>They are not shown again.</p>
                <pre class="mono">${this.made.join("\n")}</pre>
                <vg-copy words .text=${this.made.join("\n")} label="Copy the codes"></vg-copy>
              </div>
            </div>
          </div>`
        : nothing}
      ${this.codes.rows.length === 0
        ? html`<div class="empty"><p>There is no code.</p></div>`
        : html`<div class="table-wrap">
            <table class="table">
              <thead>
                <tr>
                  <th scope="col">Code</th>
                  <th scope="col" class="end">Gives</th>
                  <th scope="col" class="end">Redeemed</th>
                  <th scope="col">Until</th>
                  <th scope="col">State</th>
                  <th scope="col"><span class="visually-hidden">Disable</span></th>
                </tr>
              </thead>
              <tbody>
                ${this.codes.rows.map(
                  (code) =>
                    html`<tr>
                      <td><code>${code.masked}</code> <span class="faint">${code.note}</span></td>
                      <td class="end number">${money(code.amount)}</td>
                      <td class="end number">${code.used} of ${code.uses}</td>
                      <td>${date(code.expires_at)}</td>
                      <td><span class="badge ${code.state === "active" ? "good" : ""}">${code.state}</span></td>
                      <td class="end">
                        ${code.state === "active"
                          ? html`<button
                              type="button"
                              class="button plain small"
                              @click=${() => this.disable(code)}
                            >
                              Disable
                            </button>`
                          : nothing}
                      </td>
                    </tr>`,
                )}
              </tbody>
            </table>
          </div>`}
      ${this.codes.next
        ? html`<div class="more">
            <button type="button" class="button" @click=${() => this.codes.more()}>More</button>
          </div>`
        : nothing}
      ${this.over ? this.dialog() : nothing}
    </section>`;
  }

  dialog() {
    return html`<vg-form-dialog
      heading="New codes"
      action="Make them"
      .fields=${(/** @type {any} */ failure) =>
        html`<div class="grid-2">
            ${textField(
              { name: "amount", label: "Dollars", inputmode: "decimal", required: true },
              failure,
            )}
            ${textField(
              { name: "count", label: "How many codes", value: "1", inputmode: "numeric" },
              failure,
            )}
            ${textField(
              {
                name: "uses",
                label: "How often each works",
                value: "1",
                inputmode: "numeric",
              },
              failure,
            )}
            ${textField({ name: "expires_at", label: "Works until", type: "date" }, failure)}
          </div>
          ${textField({ name: "note", label: "Note", placeholder: "What for" }, failure)}`}
      .send=${(/** @type {Record<string, string>} */ values) =>
        api.post("/codes", {
          ...values,
          count: Number(values.count ?? 1),
          uses: Number(values.uses ?? 1),
          ...(values.expires_at ? { expires_at: `${values.expires_at}T23:59:59Z` } : {}),
        })}
      @done=${(/** @type {CustomEvent} */ event) => {
        this.made = (event.detail.data ?? []).map((/** @type {any} */ one) => one.code);
        this.codes.load();
      }}
      @close=${() => (this.over = false)}
    ></vg-form-dialog>`;
  }

  /** @param {any} code */
  async disable(code) {
    try {
      await api.post(`/codes/${code.id}/disable`);
      await this.codes.load();
    } catch (failure) {
      toastFailure(failure);
    }
  }
}

customElements.define("vg-admin-codes", AdminCodes);
