// @ts-check
// What a key may do, as a form: for a new key, and for one that is changed.
import { html, nothing } from "vg/core/element.js";
import { checkField, choiceField, listOf, textField } from "vg/ui/fields.js";

const TYPES = ["text", "image", "hybrid", "embedding"];

/**
 * @param {import("vg/console/keys/key.js").Key | null} key null for a new one
 * @param {any[]} projects that it may belong to
 * @param {import("vg/core/api.js").ApiError | null} failure
 */
export function keyFields(key, projects, failure) {
  return html`${textField(
      {
        name: "name",
        label: "Name",
        value: key?.name ?? "",
        placeholder: "What it is for",
        required: true,
      },
      failure,
    )}
    ${projects.length > 0
      ? choiceField({
          name: "project",
          label: "Project",
          value: key?.project ?? "",
          hint: "Keys of a project share its budget.",
          options: [
            { value: "", words: "None" },
            ...projects.map((project) => ({ value: project.id, words: project.name })),
          ],
        })
      : nothing}
    <fieldset class="group">
      <legend>How fast</legend>
      <div class="grid-2">
        ${number("requests_per_minute", "Requests a minute", key?.requests_per_minute ?? 60, failure)}
        ${number("tokens_per_minute", "Tokens a minute", key?.tokens_per_minute ?? 0, failure)}
        ${number("concurrency_max", "Calls at once", key?.concurrency_max ?? 20, failure)}
      </div>
      <p class="faint">0 for no limit.</p>
    </fieldset>
    <fieldset class="group">
      <legend>How much</legend>
      <div class="grid-2">
        ${textField(
          {
            name: "credit_cap",
            label: "Credit in all, in dollars",
            value: key?.credit_cap ?? "",
            placeholder: "as much as there is",
            inputmode: "decimal",
          },
          failure,
        )}
        ${textField(
          {
            name: "expires_at",
            label: "Works until",
            type: "date",
            value: key?.expires_at?.slice(0, 10) ?? "",
          },
          failure,
        )}
      </div>
    </fieldset>
    <fieldset class="group">
      <legend>What for</legend>
      ${textField(
        {
          name: "models",
          label: "Models",
          value: key?.models.join(", ") ?? "",
          placeholder: "all",
          hint: "Ids with commas between them; a star at the end stands for any end: gpt-4o*",
        },
        failure,
      )}
      <div class="row" role="group" aria-label="Types of models">
        ${TYPES.map((type) =>
          checkField({
            name: `type-${type}`,
            label: type,
            checked: key?.types.includes(type) ?? false,
          }),
        )}
      </div>
      <p class="faint">No type stands for all of them.</p>
    </fieldset>`;
}

/**
 * @param {string} name
 * @param {string} label
 * @param {number} value
 * @param {import("vg/core/api.js").ApiError | null} failure
 */
const number = (name, label, value, failure) =>
  textField({ name, label, value: String(value), inputmode: "numeric" }, failure);

/**
 * What the API takes for what the form holds.
 *
 * @param {Record<string, string>} values
 * @param {boolean} withProject
 */
export function keyBody(values, withProject) {
  /** @type {Record<string, unknown>} */
  const body = {
    name: values.name ?? "",
    models: listOf(values.models),
    types: TYPES.filter((type) => values[`type-${type}`] === "on"),
    credit_cap: values.credit_cap ?? null,
    expires_at: values.expires_at ? `${values.expires_at}T23:59:59Z` : null,
  };
  for (const name of ["requests_per_minute", "tokens_per_minute", "concurrency_max"]) {
    const value = Number(values[name] ?? 0);
    if (!Number.isInteger(value) || value < 0) {
      throw new Error(`${name.replaceAll("_", " ")}: ${values[name]} (expected: 0 or more)`);
    }
    body[name] = value;
  }
  if (withProject) {
    body.project = values.project ?? null;
  }
  return body;
}
