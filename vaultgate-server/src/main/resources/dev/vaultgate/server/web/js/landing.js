// @ts-check
// The landing page: shows the address that the browser came by, and copies it.
import { isDark, setTheme } from "./core/theme.js";

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

const theme = /** @type {HTMLButtonElement} */ (document.getElementById("theme"));
theme.hidden = false;
theme.addEventListener("click", () => setTheme(isDark() ? "light" : "dark"));

// The next path, and the dial a mark further. Nobody sees it, or wants it: then nothing moves.
const paths = [...document.querySelectorAll("#paths span")];
const dial = /** @type {SVGElement} */ (document.querySelector(".dial .turn"));
const MARK = 360 / 100;
const SWING = 0.9;
let steps = 0;
if (!matchMedia("(prefers-reduced-motion: reduce)").matches) {
  setInterval(() => {
    if (document.visibilityState === "visible") {
      paths[steps % paths.length]?.classList.remove("shown");
      steps++;
      paths[steps % paths.length]?.classList.add("shown");
      dial.style.rotate = `${-MARK * steps - SWING}deg`;
      setTimeout(() => (dial.style.rotate = `${-MARK * steps}deg`), 70);
    }
  }, 4000);
}

const state = /** @type {HTMLElement} */ (document.getElementById("state"));
try {
  const answer = await fetch("/readyz");
  state.classList.toggle("good", answer.ok);
  state.textContent = answer.ok ? "Ready for requests" : "Starting, or not well";
} catch {
  state.textContent = "The gateway does not answer";
}
