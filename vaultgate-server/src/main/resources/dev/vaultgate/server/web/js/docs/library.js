// @ts-check
// The text of each page, as it is in the repository; fetched once.

/** @type {Map<string, Promise<string>>} */
const texts = new Map();

/** @param {string} name of a page @returns {Promise<string>} */
export function text(name) {
  let known = texts.get(name);
  if (!known) {
    known = load(name);
    known.catch(() => texts.delete(name));
    texts.set(name, known);
  }
  return known;
}

/** @param {string} name */
async function load(name) {
  const answer = await fetch(`/web/docs/${name}.md`);
  if (!answer.ok) {
    throw new Error(`The page “${name}” cannot be read: ${answer.status}.`);
  }
  return here(await answer.text());
}

/** Code can be run as it stands when it names the address that this gateway was reached by. */
const here = (/** @type {string} */ text) =>
  text.replaceAll(/http:\/\/127\.0\.0\.1:8080(?=\/(v1|api)\b)/g, location.origin);
