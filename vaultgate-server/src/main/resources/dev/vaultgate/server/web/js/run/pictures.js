// @ts-check
// Which pictures are shown: raster images in the page's own hands, by what their first bytes say.
// Addresses elsewhere are not asked, and what only calls itself an image is none.

/** @param {string} base64 the type of image that it holds, or nothing */
export function rasterType(base64) {
  if (base64.startsWith("iVBORw0KGgo")) {
    return "image/png";
  } else if (base64.startsWith("/9j/")) {
    return "image/jpeg";
  } else if (base64.startsWith("R0lGOD")) {
    return "image/gif";
  }
  return /^UklGR[A-Za-z0-9+/]{11}/.test(base64) && atob(base64.slice(0, 16)).slice(8) === "WEBP"
    ? "image/webp"
    : "";
}

/** @param {string} base64 @returns {string} an address that shows it, or nothing */
export function pictureOf(base64) {
  const type = rasterType(base64);
  return type ? `data:${type};base64,${base64}` : "";
}

/**
 * Looks at its beginning alone: a picture has megabytes, and is looked at whenever it is drawn.
 *
 * @param {unknown} address
 * @returns {string} the same if it may be shown, or nothing
 */
export function shownAddress(address) {
  const text = String(address ?? "");
  const head = /^data:image\/[\w.+-]+;base64,/.exec(text.slice(0, 64))?.[0];
  return head ? pictureOf(text.slice(head.length)) : "";
}
