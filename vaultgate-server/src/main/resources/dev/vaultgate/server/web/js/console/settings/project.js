// @ts-check
// One project: what its keys may use together, and who may make keys of it.
import { html, nothing, PageElement } from "vg/core/element.js";
import { api } from "vg/core/api.js";
import { compact, date, money } from "vg/core/format.js";
import { currentUser, isAdmin } from "vg/core/session.js";
import { confirm } from "vg/ui/dialog.js";
import { choiceField, textField } from "vg/ui/fields.js";
import { toast, toastFailure } from "vg/ui/toast.js";
import "vg/ui/form-dialog.js";

const ROLES = [
  { value: "member", words: "Member: makes keys" },
  { value: "manager", words: "Manager: also sees to members and budget" },
];

/** Fires `edit` when somebody wants to, and `changed` when it is not as it was. */
class ProjectView extends PageElement {
  static properties = {
    project: { attribute: false },
    members: { state: true },
    spending: { state: true },
    adding: { state: true },
  };

  constructor() {
    super();
    /** @type {any} */
    this.project = null;
    /** @type {any[] | null} once it is opened */
    this.members = null;
    /** @type {any} */
    this.spending = null;
    this.adding = false;
  }

  render() {
    const { project } = this;
    return html`<details @toggle=${this.toggled}>
      <summary class="row between">
        <span>
          <vg-icon size="s" name="chevron-right"></vg-icon>
          <b>${project.name}</b> <code class="faint">${project.id}</code>
          ${project.archived_at ? html`<span class="badge warn">archived</span>` : nothing}
        </span>
        <span class="faint number">${budgetWords(project)}</span>
      </summary>
      ${this.members && this.spending ? this.body(this.members) : nothing}
    </details>`;
  }

  /** @param {any[]} members */
  body(members) {
    const manages = this.manages(members);
    return html`<div class="body stack">
      <dl class="facts number">
        <dt>Used today</dt>
        <dd>${this.used("today")}</dd>
        <dt>This month</dt>
        <dd>${this.used("this_month")}</dd>
        <dt>In all</dt>
        <dd>${money(this.spending.credit_used)}, ${compact(this.spending.tokens_used)} tokens</dd>
      </dl>
      <ul class="members" aria-label="Members of ${this.project.name}">
        <li class="row between">
          <span>${this.project.account}</span><span class="badge brass">pays</span>
        </li>
        ${members.map((member) => this.member(member, manages))}
      </ul>
      ${manages
        ? html`<div class="row">
            <button type="button" class="button small" @click=${() => (this.adding = true)}>
              <vg-icon size="s" name="plus"></vg-icon> Add a member
            </button>
            <button
              type="button"
              class="button plain small"
              @click=${() => this.dispatchEvent(new Event("edit"))}
            >
              Edit
            </button>
            ${this.project.archived_at
              ? html`<button
                  type="button"
                  class="button plain small"
                  @click=${() => this.turn("restore", "Its keys work again.")}
                >
                  Restore
                </button>`
              : html`<button type="button" class="button plain small" @click=${this.archive}>
                  Archive
                </button>`}
          </div>`
        : nothing}
      ${this.adding ? this.dialog() : nothing}
    </div>`;
  }

  /** @param {"today" | "this_month"} period */
  used(period) {
    return `${money(this.spending[`credit_used_${period}`])}, ${compact(
      this.spending[`tokens_used_${period}`],
    )} tokens`;
  }

  /** @param {any} member @param {boolean} manages whether who looks may change him */
  member(member, manages) {
    const who = member.name || member.email;
    return html`<li class="row between">
      <span>${who} <span class="faint">${member.email}, since ${date(member.since)}</span></span>
      ${manages
        ? html`<span class="row">
            <select
              class="input narrow"
              aria-label="Role of ${who}"
              @change=${(/** @type {Event} */ event) =>
                this.put(member.user_id, /** @type {HTMLSelectElement} */ (event.target).value)}
            >
              ${ROLES.map(
                ({ value }) =>
                  html`<option value=${value} ?selected=${value === member.role}>${value}</option>`,
              )}
            </select>
            <button
              type="button"
              class="button plain small square"
              aria-label="Remove ${who}"
              title="Remove"
              @click=${() => this.removeMember(member)}
            >
              <vg-icon size="s" name="trash-2"></vg-icon>
            </button>
          </span>`
        : html`<span class="badge">${member.role}</span>`}
    </li>`;
  }

  dialog() {
    return html`<vg-form-dialog
      heading="A member for ${this.project.name}"
      action="Add"
      .fields=${(/** @type {any} */ failure) =>
        html`${textField(
          {
            name: "user",
            label: "E-mail",
            type: "email",
            required: true,
            hint: "Of somebody who has an account here.",
          },
          failure,
        )}
        ${choiceField({ name: "role", label: "Role", value: "member", options: ROLES })}`}
      .send=${(/** @type {Record<string, string>} */ values) =>
        api.put(this.path(values.user ?? ""), { role: values.role })}
      @done=${() => this.load()}
      @close=${() => (this.adding = false)}
    ></vg-form-dialog>`;
  }

  /** @param {any[]} members whether who looks may see to it: who pays, its managers, administrators */
  manages(members) {
    const me = currentUser();
    return (
      isAdmin() ||
      this.project.account === me?.account ||
      members.some((member) => member.user_id === me?.id && member.role === "manager")
    );
  }

  /** @param {string} user an id, or an address */
  path(user) {
    return `/projects/${this.project.id}/members/${encodeURIComponent(user)}`;
  }

  /** @param {Event} event */
  async toggled(event) {
    if (/** @type {HTMLDetailsElement} */ (event.target).open) {
      await this.load().catch(toastFailure);
    }
  }

  async load() {
    const [members, spending] = await Promise.all([
      api.get(`/projects/${this.project.id}/members`),
      api.get(`/projects/${this.project.id}/spending`),
    ]);
    this.members = members.data;
    this.spending = spending;
  }

  /** @param {string} user @param {string} role */
  async put(user, role) {
    try {
      const member = await api.put(this.path(user), { role });
      toast(`${member.name || member.email} is a ${role} now.`);
    } catch (failure) {
      toastFailure(failure);
    }
    await this.load().catch(toastFailure);
  }

  /** @param {any} member */
  async removeMember(member) {
    const who = member.name || member.email;
    const sure = await confirm({
      heading: `Remove ${who}?`,
      text: "The keys that came of the membership are revoked with it.",
      action: "Remove",
    });
    if (sure) {
      try {
        const { keys_revoked: ended } = await api.delete(this.path(member.user_id));
        toast(`${who} is no member any more. Keys that were revoked: ${ended}.`);
        await this.load();
      } catch (failure) {
        toastFailure(failure);
      }
    }
  }

  async archive() {
    const sure = await confirm({
      heading: `Archive ${this.project.name}?`,
      text: "None of its keys works until it is restored.",
      action: "Archive",
    });
    if (sure) {
      await this.turn("archive", "None of its keys works now.");
    }
  }

  /** @param {string} verb @param {string} words */
  async turn(verb, words) {
    try {
      await api.post(`/projects/${this.project.id}/${verb}`);
      toast(words);
      this.dispatchEvent(new Event("changed"));
    } catch (failure) {
      toastFailure(failure);
    }
  }
}

/** @param {any} project what its keys may use together */
function budgetWords(project) {
  const bounds = [
    [project.budget_per_day, "a day"],
    [project.budget_per_month, "a month"],
    [project.budget, "in all"],
  ].filter(([amount]) => amount !== null);
  return bounds.length > 0
    ? bounds.map(([amount, period]) => `${money(amount)} ${period}`).join(", ")
    : "no budget of its own";
}

customElements.define("vg-project", ProjectView);
