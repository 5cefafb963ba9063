// @ts-check
import { html, nothing, PageElement } from "vg/core/element.js";
import { api } from "vg/core/api.js";
import { date, money } from "vg/core/format.js";
import { checkField, textField } from "vg/ui/fields.js";
import { toast, toastFailure } from "vg/ui/toast.js";
import "vg/console/admin/codes.js";
import "vg/ui/form-dialog.js";

class AdminCredit extends PageElement {
  static properties = {
    accounts: { state: true },
    over: { state: true },
    wrong: { state: true },
  };

  constructor() {
    super();
    /** @type {any[]} */
    this.accounts = [];
    /** @type {{account: string, takes: boolean, reference: string} | null} what is entered */
    this.over = null;
    /** @type {any[] | null} */
    this.wrong = null;
  }

  async connectedCallback() {
    super.connectedCallback();
    await this.load();
  }

  async load() {
    this.accounts = (await api.get("/credits")).data;
  }

  render() {
    return html`<div class="stack">
      <section class="card">
        <header>
          <h2>Accounts</h2>
          <button type="button" class="button small" @click=${this.verify}>
            <vg-icon size="s" name="circle-check"></vg-icon> Verify all balances
          </button>
        </header>
        ${this.wrong && this.wrong.length > 0
          ? html`<div class="body">
              <p class="notice bad">
                ${this.wrong.length} figures are not what the transfers say:
                ${this.wrong.map((one) => `${one.owner} ${one.what}`).join(", ")}
              </p>
            </div>`
          : nothing}
        <div class="table-wrap">
          <table class="table">
            <thead>
              <tr>
                <th scope="col">Account</th>
                <th scope="col" class="end">Available</th>
                <th scope="col" class="end">Held</th>
                <th scope="col" class="end">Used</th>
                <th scope="col">Since</th>
                <th scope="col"><span class="visually-hidden">Grant</span></th>
              </tr>
            </thead>
            <tbody>
              ${this.accounts.map(
                (account) =>
                  html`<tr>
                    <td>${account.account}</td>
                    <td class="end number">
                      ${account.unlimited ? "unlimited" : money(account.available)}
                    </td>
                    <td class="end number">${money(account.held)}</td>
                    <td class="end number">${money(account.used)}</td>
                    <td>${date(account.created_at)}</td>
                    <td class="end">
                      <div class="row end">
                        <button
                          type="button"
                          class="button plain small"
                          @click=${() => this.enter(account.account, false)}
                        >
                          Grant credit
                        </button>
                        <button
                          type="button"
                          class="button plain small"
                          @click=${() => this.enter(account.account, true)}
                        >
                          Correct
                        </button>
                      </div>
                    </td>
                  </tr>`,
              )}
            </tbody>
          </table>
        </div>
      </section>
      <vg-admin-codes></vg-admin-codes>
      ${this.over ? this.dialog(this.over) : nothing}
    </div>`;
  }

  /** The reference stays the same when it has to be sent twice. @param {string} account @param {boolean} takes */
  enter(account, takes) {
    this.over = { account, takes, reference: `console:${crypto.randomUUID()}` };
  }

  /** @param {{account: string, takes: boolean, reference: string}} over */
  dialog({ account, takes, reference }) {
    return html`<vg-form-dialog
      heading=${takes ? `Correct the credit of ${account}` : `Grant credit to ${account}`}
      action=${takes ? "Correct" : "Grant"}
      .fields=${(/** @type {any} */ failure) =>
        html`${textField(
          {
            name: "amount",
            label: "Dollars",
            inputmode: "decimal",
            required: true,
            hint: takes ? "Below zero takes credit back: -2.50" : "",
          },
          failure,
        )}
        ${textField({ name: "note", label: "Note", placeholder: "What for" }, failure)}
        ${takes
          ? checkField({ name: "partly", label: "Take what there is, where that is less" })
          : nothing}`}
      .send=${(/** @type {Record<string, string>} */ { partly, ...values }) =>
        takes
          ? api.post("/credits/corrections", {
              ...values,
              account,
              reference,
              partly: partly === "on",
            })
          : api.post("/credits/top-ups", { ...values, account, reference })}
      @done=${() => {
        toast(takes ? "Corrected." : "Granted.");
        this.load();
      }}
      @close=${() => (this.over = null)}
    ></vg-form-dialog>`;
  }

  async verify() {
    try {
      this.wrong = (await api.get("/credits/verification")).data;
      if (this.wrong?.length === 0) {
        toast("All balances add up.");
      }
    } catch (failure) {
      toastFailure(failure);
    }
  }
}

customElements.define("vg-admin-credit", AdminCredit);
