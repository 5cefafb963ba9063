// @ts-check

/**
 * Adds a style sheet of a page to the document, once.
 *
 * @param {string} name of a file in `/web/css`
 */
export function useStyles(name) {
  const href = `/web/css/${name}.css`;
  if (!document.querySelector(`link[href="${href}"]`)) {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = href;
    document.head.append(link);
  }
}
