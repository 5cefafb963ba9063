// @ts-check
// A JSON schema as a list of members that people can read.
import { html, nothing } from "vg/core/element.js";
import { nameOf, resolved } from "vg/docs/reference/document.js";

/** @typedef {import("vg/docs/reference/document.js").Api} Api */

const DEPTH_MAX = 5;

/**
 * @param {Api} api
 * @param {any} schema
 * @param {number} [depth]
 * @returns {unknown}
 */
export function schemaView(api, schema, depth = 0) {
  const inner = innermost(api, schema);
  const members = Object.entries(inner.properties ?? {});
  if (inner.oneOf && depth < DEPTH_MAX) {
    return html`<ul class="members">
      ${inner.oneOf.map((/** @type {any} */ one) => choice(api, one, depth))}
    </ul>`;
  }
  return members.length === 0 || depth >= DEPTH_MAX
    ? nothing
    : html`<ul class="members">
        ${members.map(([name, member]) =>
          memberView(api, name, member, inner.required?.includes(name) ?? false, depth),
        )}
      </ul>`;
}

/** @param {Api} api @param {any} schema @param {number} depth */
function choice(api, schema, depth) {
  return html`<li>
    <p><span class="faint">either</span> <span class="type">${typeText(api, schema)}</span></p>
    ${words(resolved(api, schema))} ${nested(api, schema, depth)}
  </li>`;
}

/**
 * @param {Api} api
 * @param {string} name
 * @param {any} schema
 * @param {boolean} required
 * @param {number} [depth]
 */
export function memberView(api, name, schema, required, depth = 0) {
  return html`<li>
    <p>
      <code>${name}</code>
      <span class="type">${typeText(api, schema)}</span>
      ${required ? html`<span class="required">required</span>` : nothing}
    </p>
    ${words({ ...resolved(api, schema), ...schema })} ${nested(api, schema, depth)}
  </li>`;
}

/** @param {Api} api @param {any} schema @param {number} depth */
function nested(api, schema, depth) {
  const inner = innermost(api, schema);
  const hasParts = Object.keys(inner.properties ?? {}).length > 0 || inner.oneOf?.length > 0;
  return hasParts && depth + 1 < DEPTH_MAX
    ? html`<details>
        <summary>${inner.oneOf ? "Choices" : "Members"}</summary>
        ${schemaView(api, schema, depth + 1)}
      </details>`
    : nothing;
}

/** @param {any} schema */
function words(schema) {
  const more = [
    schema.enum && `One of ${schema.enum.map((/** @type {unknown} */ one) => JSON.stringify(one)).join(", ")}.`,
    schema.const !== undefined && `Always ${JSON.stringify(schema.const)}.`,
    schema.default !== undefined && `${JSON.stringify(schema.default)} if absent.`,
    range(schema),
  ].filter(Boolean);
  const text = [schema.description, ...more].filter(Boolean).join(" ");
  return text ? html`<p class="words">${marked(text)}</p>` : nothing;
}

/** @param {any} schema */
function range({ minimum, maximum }) {
  if (minimum !== undefined && maximum !== undefined) {
    return `${minimum} to ${maximum}.`;
  }
  return minimum !== undefined ? `${minimum} or more.` : maximum !== undefined && `At most ${maximum}.`;
}

/** A text in which what stands between backticks is code. @param {string} text */
export const marked = (text) =>
  text.split("`").map((part, at) => (at % 2 === 1 ? html`<code>${part}</code>` : part));

/** What the items of a list are, or of a list of lists. @param {Api} api @param {any} schema @returns {any} */
function innermost(api, schema) {
  const value = resolved(api, schema);
  return value.items ? innermost(api, value.items) : value;
}

/** @param {Api} api @param {any} schema @returns {string} */
export function typeText(api, schema) {
  const value = resolved(api, schema);
  if (value.items) {
    return `list of ${typeText(api, value.items)}`;
  }
  if (value.oneOf) {
    return nameOf(schema) || value.oneOf.map((/** @type {any} */ one) => typeText(api, one)).join(" or ");
  }
  const type = [value.type ?? "any value"].flat().join(" or ");
  return nameOf(schema) || (value.format ? `${type} (${value.format})` : type);
}
