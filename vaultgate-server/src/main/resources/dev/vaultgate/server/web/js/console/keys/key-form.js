// @ts-check
// What a key may do, as a form: for a new key, and for one that is changed.
import { html, nothing } from "vg/core/element.js";
import {
  boundFields,
  dollarsOf,
  KEY_CREDIT,
  numbersOf,
  RATES,
  rateFields,
  TOKENS,
} from "vg/console/terms.js";
import { areaField, checkField, choiceField, listOf, textField } from "vg/ui/fields.js";

/** @typedef {import("vg/console/keys/key.js").Key} Key */
/** @typedef {import("vg/core/api.js").ApiError | null} Failure */

const TYPES = ["text", "image", "hybrid", "embedding"];

/** What one call may ask for. */
const CALL = [
  { name: "choices_max", label: "Answers or images" },
  { name: "images_max", label: "Images in a prompt" },
  { name: "tools_max", label: "Tools" },
  { name: "messages_max", label: "Messages" },
];

/** Those that a key has when nobody says otherwise. */
const USUAL = {
  requests_per_minute: 60,
  concurrency_max: 20,
  choices_max: 16,
  images_max: 100,
  tools_max: 128,
  messages_max: 4000,
};

/**
 * @param {Key | null} key null for a new one
 * @param {any[]} projects that it may belong to
 * @param {Failure} failure
 */
export function keyFields(key, projects, failure) {
  const terms = key ?? USUAL;
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
    <div class="grid-2">
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
      ${textField(
        {
          name: "expires_at",
          label: "Works until",
          type: "date",
          value: key?.expires_at?.slice(0, 10) ?? "",
          hint: "To the end of that day, in UTC.",
        },
        failure,
      )}
    </div>
    <fieldset class="group">
      <legend>How fast</legend>
      ${rateFields(RATES, terms, failure)}
      <p class="faint">0 for no limit.</p>
    </fieldset>
    <fieldset class="group">
      <legend>How much</legend>
      ${boundFields(KEY_CREDIT, terms, failure, "decimal")}
      ${boundFields(TOKENS, terms, failure, "numeric")}
      <p class="faint">Days and months are those of UTC.</p>
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
    </fieldset>
    <details class="group" ?open=${isRestricted(key) || isAmong(MORE, failure)}>
      <summary>More: networks, the size of a call, tags</summary>
      <div class="stack">
        ${textField(
          {
            name: "networks",
            label: "Networks",
            value: key?.networks.join(", ") ?? "",
            placeholder: "any",
            hint: "From where it may be used: 203.0.113.0/24, 2001:db8::/32",
          },
          failure,
        )}
        <fieldset class="group">
          <legend>At most in one call</legend>
          ${rateFields(CALL, terms, failure)}
        </fieldset>
        ${areaField(
          {
            name: "tags",
            label: "Tags",
            value: tagLines(key?.tags ?? {}),
            placeholder: "team=search",
            hint: "One a line, to tell usage apart.",
          },
          failure,
        )}
        ${checkField({
          name: "stores_answers",
          label: "Keep answers for a day, to give them again to a request that is sent twice",
          checked: key?.stores_answers ?? false,
        })}
      </div>
    </details>`;
}

/** The members below More. */
const MORE = ["networks", "tags", "stores_answers", ...CALL.map(({ name }) => name)];

/** @param {string[]} names @param {Failure} failure */
const isAmong = (names, failure) => names.includes(failure?.param ?? "");

/** @param {Key | null} key whether what is below More says something */
const isRestricted = (key) =>
  key !== null &&
  (key.networks.length > 0 ||
    Object.keys(key.tags).length > 0 ||
    key.stores_answers ||
    CALL.some(({ name }) => /** @type {any} */ (key)[name] !== /** @type {any} */ (USUAL)[name]));

/** @param {Record<string, string>} tags */
const tagLines = (tags) =>
  Object.entries(tags)
    .map(([name, value]) => `${name}=${value}`)
    .join("\n");

/** @param {string | undefined} lines @returns {Record<string, string>} */
function tagsOf(lines) {
  return Object.fromEntries(
    (lines ?? "")
      .split("\n")
      .filter((line) => line.trim() !== "")
      .map((line) => {
        const at = line.indexOf("=");
        if (at < 1) {
          throw new Error(`Tags: ${line.trim()} (expected: a name and a value, such as team=search)`);
        }
        return [line.slice(0, at).trim(), line.slice(at + 1).trim()];
      }),
  );
}

/** @param {string | undefined} day @param {string | null} before what it was; a day keeps its hour */
function expiry(day, before) {
  if (!day) {
    return null;
  }
  return before?.startsWith(day) ? before : `${day}T23:59:59Z`;
}

/**
 * What the API takes for what the form holds.
 *
 * @param {Record<string, string>} values
 * @param {Key | null} key that is changed, null for a new one
 * @param {boolean} withProject
 */
export function keyBody(values, key, withProject) {
  return {
    name: values.name ?? "",
    models: listOf(values.models),
    types: TYPES.filter((type) => values[`type-${type}`] === "on"),
    networks: listOf(values.networks),
    tags: tagsOf(values.tags),
    stores_answers: values.stores_answers === "on",
    expires_at: expiry(values.expires_at, key?.expires_at ?? null),
    ...numbersOf(RATES, values, 0),
    ...numbersOf(CALL, values, 0),
    ...numbersOf(TOKENS, values, null),
    ...dollarsOf(KEY_CREDIT, values),
    ...(withProject ? { project: values.project ?? null } : {}),
  };
}
