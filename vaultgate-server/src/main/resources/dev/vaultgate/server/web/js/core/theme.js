// @ts-check

/** @returns {"system" | "light" | "dark"} */
export function theme() {
  const chosen = localStorage.getItem("theme");
  return chosen === "light" || chosen === "dark" ? chosen : "system";
}

/** @param {"system" | "light" | "dark"} chosen */
export function setTheme(chosen) {
  if (chosen === "system") {
    localStorage.removeItem("theme");
  } else {
    localStorage.setItem("theme", chosen);
  }
  apply();
}

export function isDark() {
  return document.documentElement.dataset.theme === "dark";
}

const light = matchMedia("(prefers-color-scheme: light)");

function apply() {
  const chosen = theme();
  const isLight = chosen === "system" ? light.matches : chosen === "light";
  document.documentElement.dataset.theme = isLight ? "light" : "dark";
  dispatchEvent(new Event("themechange"));
}

light.addEventListener("change", apply);
