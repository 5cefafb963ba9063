// @ts-check
// What somebody said to a model, with what he attached.
import { html, nothing } from "vg/core/element.js";
import { shownAddress } from "vg/run/pictures.js";

/** @param {string} text @param {unknown} content as the API took it */
export function askedWords(text, content) {
  const parts = Array.isArray(content) ? content : [];
  return html`<div class="asked-words">
    ${parts.map((part) => attached(part))} ${text ? html`<p>${text}</p>` : nothing}
  </div>`;
}

/** @param {any} part a picture, or the name of a document */
function attached(part) {
  const picture = shownAddress(part.image_url?.url);
  if (picture) {
    return html`<img src=${picture} alt="Attached" />`;
  }
  return part.file
    ? html`<span class="badge">
        <vg-icon size="s" name="file-text"></vg-icon> ${part.file.filename ?? "A document"}
      </span>`
    : nothing;
}
