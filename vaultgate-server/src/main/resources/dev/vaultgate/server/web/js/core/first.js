// Runs before the page is painted, so that it does not flash in the other theme: the one that was
// chosen here, or the system's.
(() => {
  const chosen = localStorage.getItem("theme");
  const light = chosen ? chosen === "light" : matchMedia("(prefers-color-scheme: light)").matches;
  document.documentElement.dataset.theme = light ? "light" : "dark";
})();
