// @ts-check
import { html, nothing, PageElement } from "vg/core/element.js";
import { api } from "vg/core/api.js";
import { ago, date } from "vg/core/format.js";
import { currentUser } from "vg/core/session.js";
import { confirm } from "vg/ui/dialog.js";
import { checkField, choiceField, textField } from "vg/ui/fields.js";
import { Paged } from "vg/ui/pages.js";
import { toast, toastFailure } from "vg/ui/toast.js";
import "vg/ui/copy.js";
import "vg/ui/form-dialog.js";

const ROLES = [
  { value: "member", words: "Member" },
  { value: "admin", words: "Administrator" },
  { value: "owner", words: "Owner" },
];

class AdminUsers extends PageElement {
  static properties = { over: { state: true }, told: { state: true }, version: { state: true } };

  constructor() {
    super();
    /** @type {any} */
    this.over = null;
    /** @type {{words: string, secret: string} | null} */
    this.told = null;
    /** @type {Paged<any>} */
    this.users = new Paged("/users", () => this.requestUpdate());
  }

  connectedCallback() {
    super.connectedCallback();
    this.users.load({ limit: 50 });
  }

  render() {
    return html`<div class="stack">
      <div class="row between">
        <input
          class="input narrow"
          type="search"
          placeholder="Search by name or address"
          aria-label="Search users"
          @input=${(/** @type {Event} */ event) =>
            this.users.load({
              limit: 50,
              text: /** @type {HTMLInputElement} */ (event.target).value,
            })}
        />
        <div class="row">
          <button type="button" class="button" @click=${() => (this.over = "invite")}>
            <vg-icon size="s" name="mail"></vg-icon> Invite
          </button>
          <button type="button" class="button primary" @click=${() => (this.over = "new")}>
            <vg-icon size="s" name="user-plus"></vg-icon> New user
          </button>
        </div>
      </div>
      ${this.told
        ? html`<div class="notice good" role="status">
            <div>
              <p>${this.told.words}</p>
              <div class="row">
                <code>${this.told.secret}</code>
                <vg-copy words .text=${this.told.secret}></vg-copy>
              </div>
            </div>
          </div>`
        : nothing}
      <section class="card" aria-label="Users" aria-busy=${this.users.loading}>
        <div class="table-wrap">
          <table class="table">
            <thead>
              <tr>
                <th scope="col">User</th>
                <th scope="col">Role</th>
                <th scope="col">Account</th>
                <th scope="col">Since</th>
                <th scope="col">Last here</th>
                <th scope="col">State</th>
                <th scope="col"><span class="visually-hidden">Change</span></th>
              </tr>
            </thead>
            <tbody>
              ${this.users.rows.map((user) => this.row(user))}
            </tbody>
          </table>
        </div>
        ${this.users.next
          ? html`<div class="more">
              <button type="button" class="button" @click=${() => this.users.more()}>More</button>
            </div>`
          : nothing}
      </section>
      ${this.over ? this.dialog() : nothing}
    </div>`;
  }

  /** @param {any} user */
  row(user) {
    const kind = { active: "good", invited: "info", disabled: "bad" }[
      /** @type {"active" | "invited" | "disabled"} */ (user.state)
    ];
    return html`<tr>
      <td>
        <b class="name">${user.name || user.email}</b><br /><span class="faint">${user.email}</span>
      </td>
      <td><span class="badge ${user.role === "member" ? "" : "brass"}">${user.role}</span></td>
      <td>${user.account}${user.unlimited ? html` <span class="badge">unlimited</span>` : nothing}</td>
      <td>${date(user.created_at)}</td>
      <td>${ago(user.last_login_at)}</td>
      <td><span class="badge ${kind}">${user.state}</span></td>
      <td class="end">
        ${user.id === currentUser()?.id
          ? nothing
          : html`<div class="row end">
              <button
                type="button"
                class="button plain small"
                @click=${() => (this.over = user)}
              >
                Edit
              </button>
              <button type="button" class="button plain small" @click=${() => this.link(user)}>
                Link
              </button>
              ${user.state === "disabled"
                ? html`<button
                    type="button"
                    class="button plain small"
                    @click=${() => this.change(user, "enable", "may come in again")}
                  >
                    Enable
                  </button>`
                : html`<button
                    type="button"
                    class="button plain small"
                    @click=${() => this.disable(user)}
                  >
                    Disable
                  </button>`}
            </div>`}
      </td>
    </tr>`;
  }

  dialog() {
    const user = typeof this.over === "string" ? null : this.over;
    const invites = this.over === "invite";
    return html`<vg-form-dialog
      heading=${user ? `Edit ${user.email}` : invites ? "Invite somebody" : "New user"}
      action=${user ? "Save" : invites ? "Make the link" : "Make the user"}
      .fields=${(/** @type {any} */ failure) =>
        html`${user
          ? nothing
          : textField({ name: "email", label: "E-mail", type: "email", required: true }, failure)}
        ${textField({ name: "name", label: "Name", value: user?.name ?? "" }, failure)}
        ${choiceField({
          name: "role",
          label: "Role",
          value: user?.role ?? "member",
          options: ROLES,
        })}
        ${user
          ? nothing
          : checkField({ name: "unlimited", label: "The account needs no credit" })}`}
      .send=${(/** @type {Record<string, string>} */ values) => {
        const body = { ...values, ...(user ? {} : { unlimited: values.unlimited === "on" }) };
        return user
          ? api.patch(`/users/${user.id}`, body)
          : api.post(invites ? "/users/invitations" : "/users", body);
      }}
      @done=${(/** @type {CustomEvent} */ event) => {
        if (event.detail.password) {
          this.told = {
            words: `${event.detail.email} signs in with this password, which is not shown again.`,
            secret: event.detail.password,
          };
        } else if (event.detail.link) {
          this.show(event.detail);
        }
        this.users.load();
      }}
      @close=${() => (this.over = null)}
    ></vg-form-dialog>`;
  }

  /** @param {any} answer */
  show(answer) {
    this.told = {
      words: `${answer.user?.email ?? "Whoever has it"} chooses a password by this link, until ${date(answer.expires_at)}.`,
      secret: new URL(answer.link, location.origin).href,
    };
  }

  /** @param {any} user */
  async link(user) {
    try {
      this.show(await api.post(`/users/${user.id}/link`));
    } catch (failure) {
      toastFailure(failure);
    }
  }

  /** @param {any} user */
  async disable(user) {
    const sure = await confirm({
      heading: `Disable ${user.email}?`,
      text: "Logins end, keys are refused, and what runs is cut within seconds.",
      action: "Disable",
    });
    if (sure) {
      await this.change(user, "disable", "is let in no longer");
    }
  }

  /** @param {any} user @param {string} verb @param {string} words */
  async change(user, verb, words) {
    try {
      await api.post(`/users/${user.id}/${verb}`);
      toast(`${user.email} ${words}.`);
      await this.users.load();
    } catch (failure) {
      toastFailure(failure);
    }
  }
}

customElements.define("vg-admin-users", AdminUsers);
