// @ts-check
// Projects whose keys share a budget, and who may make keys of them.
import { html, nothing, PageElement } from "vg/core/element.js";
import { api } from "vg/core/api.js";
import { date, money } from "vg/core/format.js";
import { choiceField, textField } from "vg/ui/fields.js";
import { toastFailure } from "vg/ui/toast.js";
import "vg/ui/form-dialog.js";

class Projects extends PageElement {
  static properties = {
    projects: { state: true },
    over: { state: true },
    opened: { state: true },
    members: { state: true },
  };

  constructor() {
    super();
    /** @type {any[]} */
    this.projects = [];
    /** @type {any} */
    this.over = null;
    this.opened = "";
    /** @type {any[]} */
    this.members = [];
  }

  async connectedCallback() {
    super.connectedCallback();
    await this.load();
  }

  async load() {
    this.projects = (await api.get("/projects")).data;
  }

  render() {
    return html`<section class="card">
      <header>
        <h2>Projects</h2>
        <button type="button" class="button small" @click=${() => (this.over = "new")}>
          <vg-icon size="s" name="plus"></vg-icon> New project
        </button>
      </header>
      ${this.projects.length === 0
        ? html`<div class="empty">
            <vg-icon name="users" size="l"></vg-icon>
            <p>Keys of a project share one budget. There is no project yet.</p>
          </div>`
        : this.projects.map((project) => this.project(project))}
      ${this.over ? this.dialog() : nothing}
    </section>`;
  }

  /** @param {any} project */
  project(project) {
    const cap = project.credit_cap_month ?? project.credit_cap_day ?? project.credit_cap;
    const period = project.credit_cap_month
      ? "a month"
      : project.credit_cap_day
        ? "a day"
        : "in all";
    return html`<details @toggle=${(/** @type {Event} */ event) => this.toggled(event, project)}>
      <summary class="row between project">
        <span><b>${project.name}</b> <code class="faint">${project.id}</code></span>
        <span class="faint">${cap ? `${money(cap)} ${period}` : "no budget of its own"}</span>
      </summary>
      ${this.opened === project.id
        ? html`<div class="body stack">
            <ul class="members">
              ${this.members.map(
                (member) =>
                  html`<li class="row between">
                    <span>${member.name || member.email} <span class="faint">${member.email}</span></span>
                    <span class="row">
                      <span class="badge">${member.role}</span>
                      <span class="faint">since ${date(member.since)}</span>
                    </span>
                  </li>`,
              )}
              ${this.members.length === 0
                ? html`<li class="faint">Nobody but the account itself.</li>`
                : nothing}
            </ul>
          </div>`
        : nothing}
    </details>`;
  }

  /** @param {Event} event @param {any} project */
  async toggled(event, project) {
    if (/** @type {HTMLDetailsElement} */ (event.target).open) {
      try {
        this.members = (await api.get(`/projects/${project.id}/members`)).data;
        this.opened = project.id;
      } catch (failure) {
        toastFailure(failure);
      }
    }
  }

  dialog() {
    return html`<vg-form-dialog
      heading="New project"
      action="Make the project"
      .fields=${(/** @type {any} */ failure) =>
        html`${textField({ name: "name", label: "Name", required: true }, failure)}
          <div class="grid-2">
            ${textField(
              {
                name: "amount",
                label: "Budget, in dollars",
                inputmode: "decimal",
                placeholder: "as much as there is",
              },
              failure,
            )}
            ${choiceField({
              name: "period",
              label: "For",
              value: "credit_cap_month",
              options: [
                { value: "credit_cap_month", words: "each month" },
                { value: "credit_cap_day", words: "each day" },
                { value: "credit_cap", words: "all time" },
              ],
            })}
          </div>`}
      .send=${(/** @type {Record<string, string>} */ values) =>
        api.post("/projects", {
          name: values.name ?? "",
          ...(values.amount ? { [values.period ?? "credit_cap"]: values.amount } : {}),
        })}
      @done=${() => this.load()}
      @close=${() => (this.over = null)}
    ></vg-form-dialog>`;
  }
}

customElements.define("vg-projects", Projects);
