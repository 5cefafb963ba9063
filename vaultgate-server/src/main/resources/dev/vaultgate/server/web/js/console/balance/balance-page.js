// @ts-check
// What there is, what was used, and how more comes.
import { html, nothing, PageElement } from "vg/core/element.js";
import { api, ApiError } from "vg/core/api.js";
import { date, money, time } from "vg/core/format.js";
import { pointLabel } from "vg/console/usage/range.js";
import { formValues, textField } from "vg/ui/fields.js";
import { Paged } from "vg/ui/pages.js";
import { toast, toastFailure } from "vg/ui/toast.js";
import { useStyles } from "vg/ui/styles.js";
import "vg/ui/chart.js";

const DAYS = 14;

class BalancePage extends PageElement {
  static properties = {
    credit: { state: true },
    packs: { state: true },
    series: { state: true },
    failure: { state: true },
  };

  constructor() {
    super();
    useStyles("balance");
    /** @type {any} */
    this.credit = null;
    /** @type {any[]} */
    this.packs = [];
    /** @type {any[]} */
    this.series = [];
    /** @type {ApiError | null} */
    this.failure = null;
    /** @type {Paged<any>} */
    this.entries = new Paged("/credits/entries", () => this.requestUpdate());
  }

  async connectedCallback() {
    super.connectedCallback();
    await this.load();
  }

  async load() {
    const day = 86_400_000;
    const from = new Date(Math.floor(Date.now() / day) * day - (DAYS - 1) * day).toISOString();
    try {
      this.credit = await api.get("/credits/balance");
      const account = this.credit.account;
      const [packs, series] = await Promise.all([
        api.get("/payments/packs"),
        api.get("/usage/series", { from, step: "day", account }),
        this.entries.load({ account, limit: 25 }),
      ]);
      this.packs = packs.data;
      this.series = series.data;
    } catch (failure) {
      toastFailure(failure);
    }
  }

  render() {
    return html`<div class="page balance">
      <header>
        <div>
          <h1>Balance</h1>
          <p>Credit in exact dollars. What a call may cost is held before it is made.</p>
        </div>
      </header>
      ${this.credit ? this.sheet() : html`<span class="loading" role="progressbar" aria-label="Loading"></span>`}
      <div class="balance-ways">
        ${this.packs.length > 0 ? this.shop() : nothing} ${this.redeem()}
      </div>
      ${this.spending()} ${this.ledger()}
    </div>`;
  }

  sheet() {
    const { credit } = this;
    const nanos = (/** @type {string} */ dollars) => Number(dollars);
    const total = nanos(credit.available) + nanos(credit.held) + nanos(credit.used);
    const share = total > 0 ? Math.min(100, (100 * nanos(credit.used)) / total) : 0;
    return html`<section class="card balance-sheet" aria-label="Balance">
      <div>
        <span class="soft">Available</span>
        <p class="amount number">${credit.unlimited ? "Unlimited" : money(credit.available)}</p>
        ${credit.unlimited
          ? html`<p class="soft">This account needs no credit; what it uses is recorded all the same.</p>`
          : html`<progress max="100" value=${share} aria-label="Used of the total"></progress>
              <p class="row between faint number">
                <span>${money(credit.used)} used</span>
                <span>${share.toFixed(share < 1 ? 1 : 0)} %</span>
              </p>`}
      </div>
      <dl class="facts number">
        <dt>Held by calls that run</dt>
        <dd>${money(credit.held)}</dd>
        <dt>Used so far</dt>
        <dd>${money(credit.used)}</dd>
        <dt>Account</dt>
        <dd>${credit.account}</dd>
      </dl>
    </section>`;
  }

  shop() {
    return html`<section class="card">
      <header><h2>Top up</h2></header>
      <div class="body packs">
        ${this.packs.map(
          (pack) =>
            html`<button type="button" class="pack" @click=${() => this.buy(pack)}>
              <b class="number">${money(pack.credit)}</b>
              <span class="soft">for ${pack.price} ${pack.currency.toUpperCase()}</span>
            </button>`,
        )}
      </div>
    </section>`;
  }

  redeem() {
    return html`<section class="card">
      <header><h2>Redeem a code</h2></header>
      <form class="body stack" @submit=${this.redeemed} novalidate>
        ${textField(
          { name: "code", label: "Code", placeholder: "VG-XXXX-XXXX-XXXX", required: true },
          this.failure,
        )}
        ${this.failure && this.failure.param !== "code"
          ? html`<p class="notice bad" role="alert">${this.failure.message}</p>`
          : nothing}
        <div><button class="button">Redeem</button></div>
      </form>
    </section>`;
  }

  spending() {
    const costs = this.series.map((point) => Number(point.totals.cost));
    const sum = costs.reduce((one, other) => one + other, 0);
    return html`<section class="card">
      <header>
        <h2>The last ${DAYS} days</h2>
        <div class="figures">
          <div class="figure"><b>${dollars(sum)}</b><span>in all</span></div>
          <div class="figure"><b>${dollars(sum / DAYS)}</b><span>a day</span></div>
          <div class="figure brass"><b>${dollars(Math.max(0, ...costs))}</b><span>at most</span></div>
        </div>
      </header>
      <div class="body">
        <vg-chart
          kind="bar"
          label="Cost of each day"
          .labels=${this.series.map((point) => pointLabel(point.start, "day"))}
          .series=${[{ name: "cost", values: costs }]}
          .format=${dollars}
        ></vg-chart>
      </div>
    </section>`;
  }

  ledger() {
    return html`<section class="card" aria-label="Entries" aria-busy=${this.entries.loading}>
      <header><h2>Entries</h2></header>
      ${this.entries.rows.length === 0
        ? html`<div class="empty"><p>No credit has come or gone yet.</p></div>`
        : html`<div class="table-wrap">
            <table class="table">
              <thead>
                <tr>
                  <th scope="col">Time</th>
                  <th scope="col">What</th>
                  <th scope="col">Of</th>
                  <th scope="col" class="end">Amount</th>
                </tr>
              </thead>
              <tbody>
                ${this.entries.rows.map(
                  (entry) =>
                    html`<tr>
                      <td class="number">
                        ${date(entry.at)} <span class="faint">${time(entry.at)}</span>
                      </td>
                      <td><span class="badge ${kinds[entry.kind] ?? ""}">${entry.kind}</span></td>
                      <td>
                        ${entry.note || html`<code class="faint">${entry.reference || entry.request_id}</code>`}
                      </td>
                      <td class="end number">${money(entry.amount)}</td>
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
    </section>`;
  }

  /** @param {SubmitEvent} event */
  async redeemed(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    try {
      const redeemed = await api.post("/codes/redeem", formValues(form));
      this.failure = null;
      form.reset();
      toast(`${money(redeemed.amount)} came in.`);
      await this.load();
    } catch (failure) {
      this.failure = failure instanceof ApiError ? failure : new ApiError(0, "", String(failure));
    }
  }

  /** @param {any} pack */
  async buy(pack) {
    try {
      const { url } = await api.post("/payments/checkouts", { pack: pack.id });
      location.assign(url);
    } catch (failure) {
      toastFailure(failure);
    }
  }
}

/** @type {Record<string, string>} */
const kinds = { topup: "good", correction: "info", withdrawal: "warn", charge: "" };

/** @param {number} value */
const dollars = (value) => money(value === 0 ? "0" : value.toFixed(value < 0.01 ? 6 : 2));

customElements.define("vg-balance-page", BalancePage);
