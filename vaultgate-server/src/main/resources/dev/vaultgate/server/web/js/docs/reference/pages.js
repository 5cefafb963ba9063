// @ts-check
// The pages of the reference: what there is, and one for each group of operations.
import { html, nothing } from "vg/core/element.js";
import { apis } from "vg/docs/reference/document.js";
import { methodView, operationView, titleOf } from "vg/docs/reference/operation.js";

/** @param {string} path below the documentation @returns {Promise<import("vg/docs/docs-page.js").Shown>} */
export async function referencePage(path) {
  const all = await apis();
  if (path === "/docs/reference") {
    return { path, title: "API reference", body: overview(all), headings: [] };
  }
  const api = all.find((one) => path.startsWith(`/docs/reference/${one.id}/`));
  const group = api?.groups.find((one) => one.path === path);
  if (!api || !group) {
    throw new Error(`Nothing is known of ${path}.`);
  }
  const about = api.document.tags?.find((/** @type {any} */ tag) => tag.name === group.tag);
  const body = html`<article class="markdown doc reference">
    <p class="over">${api.title}</p>
    <h1 tabindex="-1">${group.title}</h1>
    ${about ? html`<p>${about.description}</p>` : nothing}
    ${group.operations.map(operationView)}
  </article>`;
  const headings = group.operations.map((operation) => ({
    id: operation.spec.operationId,
    text: titleOf(operation),
    depth: 2,
  }));
  return { path, title: `${group.title} · ${api.title}`, body, headings };
}

/** @param {import("vg/docs/reference/document.js").Api[]} all */
function overview(all) {
  return html`<article class="markdown doc reference">
    <h1 tabindex="-1">API reference</h1>
    <p>
      Made of the OpenAPI documents that this gateway serves. Of what administrators do it tells whoever
      is signed in as one.
    </p>
    ${all.map(
      (api) =>
        html`<h2 id=${api.id}>${api.title}</h2>
          <p>
            ${api.about} Its document, for tools:
            <a href=${api.id === "v1" ? "/openapi.json" : "/api/v1/openapi.json"} target="_blank"
              ><code>${api.id === "v1" ? "/openapi.json" : "/api/v1/openapi.json"}</code></a
            >
          </p>
          ${api.groups.map(
            (group) =>
              html`<h3><a href=${group.path}>${group.title}</a></h3>
                <ul class="operations">
                  ${group.operations.map(
                    ({ method, path, spec }) =>
                      html`<li>
                        <a href="${group.path}#${spec.operationId}">
                          ${methodView(method)}<code>${path}</code><span>${spec.summary}</span>
                        </a>
                      </li>`,
                  )}
                </ul>`,
          )}`,
    )}
  </article>`;
}
