// @ts-check
// The OpenAPI documents of this gateway: of its models, and of its management. The second tells who is
// no administrator of what users do.

/**
 * @typedef {object} Api
 * @property {string} id its part of the path
 * @property {string} title
 * @property {string} about
 * @property {string} base the path that its own begin with
 * @property {any} document
 * @property {Group[]} groups
 */

/** @typedef {{tag: string, title: string, path: string, operations: Operation[]}} Group */
/** @typedef {{method: string, path: string, spec: any, api: Api}} Operation */

const sources = [
  {
    id: "v1",
    title: "OpenAI API",
    about: "What applications call, with a key that begins with vg_.",
    base: "/v1",
    url: "/openapi.json",
  },
  {
    id: "api",
    title: "Management API",
    about: "What the console and the command line call: keys, credit, usage and the rest.",
    base: "/api/v1",
    url: "/api/v1/openapi.json",
  },
];

/** @type {Promise<Api[]> | null} */
let known = null;

/** @returns {Promise<Api[]>} */
export function apis() {
  known ??= Promise.all(sources.map(load));
  known.catch(() => (known = null));
  return known;
}

/** @param {{id: string, title: string, about: string, base: string, url: string}} source */
async function load({ url, ...source }) {
  const answer = await fetch(url);
  if (!answer.ok) {
    throw new Error(`The description of ${source.base} cannot be read: ${answer.status}.`);
  }
  /** @type {Api} */
  const api = { ...source, document: await answer.json(), groups: [] };
  for (const [path, methods] of Object.entries(api.document.paths)) {
    for (const [method, spec] of Object.entries(/** @type {Record<string, any>} */ (methods))) {
      const tag = spec.tags[0];
      let group = api.groups.find((one) => one.tag === tag);
      if (!group) {
        const title = tag.charAt(0).toUpperCase() + tag.slice(1).replaceAll("-", " ");
        group = { tag, title, path: `/docs/reference/${api.id}/${tag}`, operations: [] };
        api.groups.push(group);
      }
      const full = api.base + (path === "/" ? "" : path);
      group.operations.push({ method: method.toUpperCase(), path: full, spec, api });
    }
  }
  return api;
}

/** What a reference stands for; anything else stands for itself. @param {Api} api @param {any} node */
export function resolved(api, node) {
  let value = node;
  while (value?.$ref) {
    value = value.$ref
      .slice(2)
      .split("/")
      .reduce((/** @type {any} */ at, /** @type {string} */ name) => at?.[name], api.document);
  }
  return value ?? {};
}

/** The name that a reference ends with. @param {any} node */
export const nameOf = (node) => node?.$ref?.split("/").pop() ?? "";
