// @ts-check
// Values that fit a schema, and calls that can be run.
import { resolved } from "vg/docs/reference/document.js";
import { samples } from "vg/core/samples.js";

/** @typedef {import("vg/docs/reference/document.js").Api} Api */
/** @typedef {import("vg/docs/reference/document.js").Operation} Operation */

const DEPTH_MAX = 5;

/**
 * A value as a schema wants it: what must be there, or everything.
 *
 * @param {Api} api
 * @param {any} node
 * @param {boolean} whole whether what may be absent is there too
 * @param {string} [name]
 * @param {number} [depth]
 * @returns {any}
 */
export function exampleOf(api, node, whole, name = "", depth = 0) {
  const schema = resolved(api, node);
  if (schema.examples?.length) {
    return schema.examples[0];
  } else if (schema.const !== undefined) {
    return schema.const;
  } else if (schema.default !== undefined) {
    return schema.default;
  } else if (schema.enum) {
    return schema.enum[0];
  } else if (schema.oneOf) {
    return exampleOf(api, schema.oneOf[0], whole, name, depth);
  } else if (schema.items) {
    return depth >= DEPTH_MAX ? [] : [exampleOf(api, schema.items, whole, name, depth + 1)];
  } else if (schema.properties) {
    return members(api, schema, whole, depth);
  }
  return plain(schema, name);
}

/** @param {Api} api @param {any} schema @param {boolean} whole @param {number} depth */
function members(api, schema, whole, depth) {
  /** @type {Record<string, unknown>} */
  const value = {};
  const required = schema.required ?? [];
  const names = Object.keys(schema.properties);
  // A change has no member that must be there; one shows how it goes.
  const shown = whole ? names : required.length > 0 ? required : names.slice(0, 1);
  for (const name of depth >= DEPTH_MAX ? [] : shown) {
    value[name] = exampleOf(api, schema.properties[name], whole, name, depth + 1);
  }
  return value;
}

/** @param {any} schema @param {string} name */
function plain(schema, name) {
  const type = [schema.type].flat()[0];
  switch (type) {
    case "integer":
    case "number":
      return schema.minimum ?? 1;
    case "boolean":
      return true;
    case "object":
      return {};
    case "null":
      return null;
    default:
      return schema.format === "date-time"
        ? "2027-01-31T12:00:00Z"
        : schema.format === "date"
          ? "2027-01-31"
          : name || "…";
  }
}

/** What a body of an operation looks like. @param {Operation} operation */
function body({ api, spec }) {
  const json = spec.requestBody?.content["application/json"];
  return json ? (json.example ?? exampleOf(api, json.schema, false)) : undefined;
}

/**
 * A call as code.
 *
 * @param {Operation} operation
 * @returns {{name: string, code: string, language: string}[]}
 */
export function calls(operation) {
  const { api, method, path, spec } = operation;
  const example = body(operation);
  const isChat = ["/v1/chat/completions", "/v1/images/generations"].includes(path);
  return isChat
    ? samples({ path: path.slice(api.base.length), body: example })
    : [{ name: "curl", code: curl(method, path, spec, api, example), language: "bash" }];
}

/**
 * @param {string} method
 * @param {string} path
 * @param {any} spec
 * @param {Api} api
 * @param {unknown} example
 */
function curl(method, path, spec, api, example) {
  const places = path.replace(/\{([a-z_]+)\}/g, (_, name) => {
    const parameter = (spec.parameters ?? [])
      .map((/** @type {any} */ one) => resolved(api, one))
      .find((/** @type {any} */ one) => one.name === name);
    return parameter?.schema?.examples?.[0] ?? name.toUpperCase();
  });
  const isForm = spec.requestBody && !spec.requestBody.content["application/json"];
  const lines = [`curl ${method === "GET" ? "" : `-X ${method} `}${location.origin}${places}`];
  if (spec["x-access"] !== "public") {
    const key = api.id === "v1" ? "$VAULTGATE_KEY" : "$VAULTGATE_ADMIN_KEY";
    lines.push(`-H "Authorization: Bearer ${key}"`);
  }
  if (example !== undefined) {
    const json = JSON.stringify(example, null, 2).replaceAll("'", "'\\''");
    lines.push('-H "Content-Type: application/json"', `-d '${json}'`);
  } else if (isForm) {
    lines.push("-F file=@FILE");
  }
  return lines.join(" \\\n  ");
}

/** The answer of an operation that is JSON, as it may look; empty for none. @param {Operation} operation */
export function answer({ api, spec }) {
  const json = good(spec)?.content?.["application/json"];
  return json ? JSON.stringify(json.example ?? exampleOf(api, json.schema, true), null, 2) : "";
}

/** @param {any} spec */
export const good = (spec) => spec.responses["200"] ?? spec.responses["2XX"];
