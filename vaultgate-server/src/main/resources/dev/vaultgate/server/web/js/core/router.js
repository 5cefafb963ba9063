// @ts-check
// Which page is shown, by the path. Links within the pages do not load them anew.

/** @type {Set<() => void>} */
const listeners = new Set();

/** @param {string} path goes there, and remembers where from */
export function go(path) {
  if (path !== location.pathname + location.search + location.hash) {
    history.replaceState({ ...history.state, scroll: scrollY }, "");
    history.pushState(null, "", path);
  }
  tell();
}

/** How far down somebody was who comes back to this entry of the history; 0 for a new one. */
export function savedScroll() {
  return Number(history.state?.scroll ?? 0);
}

/** @param {string} path goes there in the place of where one is */
export function replace(path) {
  history.replaceState(null, "", path);
  tell();
}

/** @param {() => void} listener is told of every change of the path */
export function onChange(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell() {
  for (const listener of listeners) {
    listener();
  }
}

/** A path of our own that somebody wants to go on to; anything else is the console. */
export function nextPath() {
  const next = new URLSearchParams(location.search).get("next") ?? "";
  try {
    const url = new URL(next, location.origin);
    const own = url.origin === location.origin && next.startsWith("/") && !next.startsWith("//");
    return own ? url.pathname + url.search : "/console";
  } catch {
    return "/console";
  }
}

addEventListener("popstate", tell);
addEventListener("click", (event) => {
  const link = /** @type {Element} */ (event.target).closest?.("a");
  const plain =
    event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (!link || !plain || event.defaultPrevented || link.target || link.hasAttribute("download")) {
    return;
  }
  const url = new URL(link.href, location.origin);
  const own =
    url.origin === location.origin &&
    /^\/(console|chat|docs|sign-in|register|setup)(\/|$)/.test(url.pathname);
  if (own) {
    event.preventDefault();
    go(url.pathname + url.search + url.hash);
  }
});
