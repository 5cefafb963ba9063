// @ts-check
// The landing page: shows the address that the browser came by, and copies it.

const base = `${location.origin}/v1`;
for (const place of document.querySelectorAll("#base, [data-base]")) {
  place.textContent = base;
}

for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (
  document.querySelectorAll("[data-copy]")
)) {
  const source = document.getElementById(button.dataset.copy ?? "");
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(source?.textContent ?? "");
    button.textContent = "Copied";
    setTimeout(() => (button.textContent = "Copy"), 1600);
  });
}

const paths = [
  "/chat/completions",
  "/responses",
  "/embeddings",
  "/images/generations",
  "/images/edits",
  "/models",
];
const path = document.getElementById("path");
if (path && !matchMedia("(prefers-reduced-motion: reduce)").matches) {
  let next = 0;
  setInterval(() => {
    if (document.visibilityState === "visible") {
      next = (next + 1) % paths.length;
      path.textContent = paths[next] ?? "";
    }
  }, 2400);
}

const state = document.getElementById("state");
try {
  const answer = await fetch("/readyz");
  if (state) {
    state.textContent = answer.ok ? "Ready for requests" : "Starting, or not well";
  }
} catch {
  if (state) {
    state.textContent = "The gateway does not answer";
  }
}
