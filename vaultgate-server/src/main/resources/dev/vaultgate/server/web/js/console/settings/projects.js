// @ts-check
// Projects, whose keys share a budget.
import { html, nothing, PageElement } from "vg/core/element.js";
import { api } from "vg/core/api.js";
import {
  boundFields,
  dollarsOf,
  numbersOf,
  PROJECT_CREDIT,
  RATES,
  rateFields,
  TOKENS,
} from "vg/console/terms.js";
import { textField } from "vg/ui/fields.js";
import { repeat } from "lit/directives/repeat.js";
import "vg/console/settings/project.js";
import "vg/ui/form-dialog.js";

class Projects extends PageElement {
  static properties = { projects: { state: true }, over: { state: true } };

  constructor() {
    super();
    /** @type {any[]} */
    this.projects = [];
    /** @type {any} the project that is edited, or "new" */
    this.over = null;
  }

  async connectedCallback() {
    super.connectedCallback();
    await this.load();
  }

  async load() {
    this.projects = (await api.get("/projects")).data;
  }

  render() {
    return html`<section class="card projects">
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
        : repeat(
            this.projects,
            (project) => project.id,
            (project) =>
              html`<vg-project
                .project=${project}
                @edit=${() => (this.over = project)}
                @changed=${() => this.load()}
              ></vg-project>`,
          )}
      ${this.over ? this.dialog(this.over === "new" ? null : this.over) : nothing}
    </section>`;
  }

  /** @param {any} project null for a new one */
  dialog(project) {
    return html`<vg-form-dialog
      heading=${project ? `Edit ${project.name}` : "New project"}
      action=${project ? "Save" : "Make the project"}
      .fields=${(/** @type {any} */ failure) => fields(project, failure)}
      .send=${(/** @type {Record<string, string>} */ values) =>
        project
          ? api.patch(`/projects/${project.id}`, body(values))
          : api.post("/projects", body(values))}
      @done=${() => this.load()}
      @close=${() => (this.over = null)}
    ></vg-form-dialog>`;
  }
}

/** @param {any} project @param {import("vg/console/terms.js").Failure} failure */
const fields = (project, failure) =>
  html`${textField(
      { name: "name", label: "Name", value: project?.name ?? "", required: true },
      failure,
    )}
    <fieldset class="group">
      <legend>How much, together</legend>
      ${boundFields(PROJECT_CREDIT, project ?? {}, failure, "decimal")}
      ${boundFields(TOKENS, project ?? {}, failure, "numeric")}
      <p class="faint">Days and months are those of UTC.</p>
    </fieldset>
    <fieldset class="group">
      <legend>How fast, together</legend>
      ${rateFields(RATES, project ?? {}, failure)}
      <p class="faint">0 for no limit.</p>
    </fieldset>`;

/** @param {Record<string, string>} values what the API takes for them */
const body = (values) => ({
  name: values.name ?? "",
  ...dollarsOf(PROJECT_CREDIT, values),
  ...numbersOf(TOKENS, values, null),
  ...numbersOf(RATES, values, 0),
});

customElements.define("vg-projects", Projects);
