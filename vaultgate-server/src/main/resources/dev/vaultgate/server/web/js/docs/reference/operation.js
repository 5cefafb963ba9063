// @ts-check
// One operation: what it does, what it takes and gives, and a call of it as code.
import { html, nothing } from "vg/core/element.js";
import { codeBlock } from "vg/ui/code-block.js";
import { resolved } from "vg/docs/reference/document.js";
import { answer, calls, good } from "vg/docs/reference/example.js";
import { marked, memberView, schemaView, typeText } from "vg/docs/reference/schema.js";
import "vg/ui/code-tabs.js";

/** @typedef {import("vg/docs/reference/document.js").Operation} Operation */

/** @type {Record<string, string>} */
const ACCESS = {
  public: "Open to everybody",
  user: "For whoever is signed in",
  admin: "For administrators",
};

/** @param {Operation} operation */
export function operationView(operation) {
  const { api, spec } = operation;
  const parameters = (spec.parameters ?? []).map((/** @type {any} */ one) => resolved(api, one));
  const title = titleOf(operation);
  return html`<section class="operation">
    <h2 id=${spec.operationId}>
      ${title}
      <a class="anchor" href="#${spec.operationId}" aria-label="Link to “${title}”">
        <vg-icon name="link" size="s"></vg-icon>
      </a>
    </h2>
    <p class="endpoint">${methodView(operation.method)}<code>${operation.path}</code></p>
    <div class="operation-parts">
      <div class="operation-text">
        ${spec.description ? html`<p>${marked(spec.description)}</p>` : nothing}
        <p class="faint">${ACCESS[spec["x-access"]] ?? "With a key that begins with vg_"}.</p>
        ${parameterList(operation, parameters, "path", "Path")}
        ${parameterList(operation, parameters, "query", "Query")}
        ${parameterList(operation, parameters, "header", "Headers")}
        ${bodies(operation)} ${answers(operation)} ${errors(operation)}
      </div>
      <div class="operation-code">${code(operation)}</div>
    </div>
  </section>`;
}

/** What an operation does, as a heading. @param {Operation} operation */
export const titleOf = ({ spec }) => spec.summary.replace(/\.$/, "");

/** @param {string} method */
export const methodView = (method) =>
  html`<span class="method ${method.toLowerCase()}">${method}</span>`;

/** @param {Operation} operation @param {any[]} all @param {string} place @param {string} title */
function parameterList({ api }, all, place, title) {
  const here = all.filter((one) => one.in === place);
  return here.length === 0
    ? nothing
    : html`<h3>${title}</h3>
        <ul class="members">
          ${here.map((one) =>
            memberView(
              api,
              one.name,
              { ...resolved(api, one.schema), description: one.description },
              one.required ?? false,
            ),
          )}
        </ul>`;
}

/** @param {Operation} operation */
function bodies({ api, spec }) {
  return Object.entries(spec.requestBody?.content ?? {}).map(
    ([type, { schema }]) =>
      html`<h3>Body <small>${type}</small></h3>
        ${schemaView(api, schema)}`,
  );
}

/** @param {Operation} operation */
function answers({ api, spec }) {
  const headers = Object.entries(good(spec)?.headers ?? {});
  return html`${Object.entries(good(spec)?.content ?? {}).map(
    ([type, { schema }]) =>
      html`<h3>Answer <small>${type}</small></h3>
        <p class="type">${typeText(api, schema)}</p>
        ${schemaView(api, schema)}`,
  )}
  ${headers.length === 0
    ? nothing
    : html`<details>
        <summary>Headers of the answer</summary>
        <ul class="members">
          ${headers.map(([name, header]) => {
            const { schema, description } = resolved(api, header);
            return memberView(api, name, { ...schema, description }, false);
          })}
        </ul>
      </details>`}`;
}

/** @param {Operation} operation */
function errors({ api, spec }) {
  const codes = Object.entries(spec.responses).filter(([code]) => !code.startsWith("2"));
  return html`<details>
    <summary>Errors</summary>
    <ul class="members">
      ${codes.map(
        ([code, response]) =>
          html`<li>
            <p><code>${code}</code></p>
            <p class="words">${resolved(api, response).description}</p>
          </li>`,
      )}
    </ul>
  </details>`;
}

/** @param {Operation} operation */
function code(operation) {
  const shown = answer(operation);
  return html`<vg-code-tabs .samples=${calls(operation)}></vg-code-tabs>
    ${shown ? html`<div class="sample-answer">${codeBlock(shown, "json")}</div>` : nothing}`;
}
