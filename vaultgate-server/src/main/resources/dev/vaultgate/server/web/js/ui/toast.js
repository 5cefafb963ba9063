// @ts-check

/**
 * Says something in passing.
 *
 * @param {string} text
 * @param {"good" | "bad"} [kind]
 */
export function toast(text, kind = "good") {
  const place = document.querySelector("vg-toasts");
  const note = document.createElement("div");
  note.className = "toast";
  const icon = document.createElement("vg-icon");
  icon.setAttribute("name", kind === "good" ? "circle-check" : "circle-alert");
  icon.style.color = `var(--${kind})`;
  const words = document.createElement("span");
  words.textContent = text;
  note.append(icon, words);
  place?.append(note);
  setTimeout(() => note.remove(), kind === "good" ? 3500 : 7000);
}

/** @param {unknown} failure says what went wrong */
export function toastFailure(failure) {
  toast(failure instanceof Error ? failure.message : String(failure), "bad");
}
