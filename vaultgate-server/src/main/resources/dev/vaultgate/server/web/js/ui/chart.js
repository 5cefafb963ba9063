// @ts-check
// A chart in the colours of the theme. Chart.js is loaded when the first one is shown.
import { html, PageElement } from "vg/core/element.js";
import { useStyles } from "vg/ui/styles.js";

/** @type {Promise<any> | null} */
let library = null;

/**
 * `.kind` is `bar`, `line`, `rows` (bars that lie) or `share` (a ring); `.labels` are the places,
 * `.series` is a list of `{name, values}`; `.format` writes a value. What it shows is also there as
 * a table for who cannot see it.
 */
class ChartView extends PageElement {
  static properties = {
    kind: {},
    label: {},
    labels: { attribute: false },
    series: { attribute: false },
    format: { attribute: false },
    stacked: { type: Boolean },
  };

  constructor() {
    super();
    useStyles("chart");
    this.kind = "bar";
    this.label = "";
    /** @type {string[]} */
    this.labels = [];
    /** @type {{name: string, values: number[]}[]} */
    this.series = [];
    /** @type {(value: number) => string} */
    this.format = (value) => String(value);
    this.stacked = false;
    /** @type {any} */
    this.chart = null;
    this.redraw = () => this.draw();
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener("themechange", this.redraw);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener("themechange", this.redraw);
    this.chart?.destroy();
    this.chart = null;
  }

  render() {
    return html`<div class="chart ${this.kind}"><canvas aria-hidden="true"></canvas></div>
      <table class="visually-hidden">
        <caption>${this.label}</caption>
        <thead>
          <tr>
            <th scope="col">Of</th>
            ${this.series.map((one) => html`<th scope="col">${one.name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${this.labels.map(
            (label, index) =>
              html`<tr>
                <th scope="row">${label}</th>
                ${this.series.map((one) => html`<td>${this.format(one.values[index] ?? 0)}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>`;
  }

  updated() {
    this.draw();
  }

  async draw() {
    library ??= import("chart").then((module) => module.default);
    const Chart = await library;
    const canvas = this.querySelector("canvas");
    if (!canvas || !this.isConnected) {
      return;
    }
    this.chart?.destroy();
    this.chart = new Chart(canvas, this.settings());
  }

  settings() {
    const style = getComputedStyle(document.documentElement);
    const colour = (/** @type {string} */ name) => style.getPropertyValue(name).trim();
    const palette = Array.from({ length: 8 }, (_, index) => colour(`--series-${index + 1}`));
    const isShare = this.kind === "share";
    const lies = this.kind === "rows";
    const ticks = { color: colour("--faint"), font: { family: colour("--sans"), size: 11 } };
    const value = {
      stacked: this.stacked,
      beginAtZero: true,
      grid: { color: colour("--rule"), drawTicks: false },
      border: { display: false },
      ticks: {
        ...ticks,
        maxTicksLimit: 5,
        padding: 8,
        callback: (/** @type {number} */ tick) => this.format(tick),
      },
    };
    const place = {
      stacked: this.stacked,
      grid: { display: false },
      border: { color: colour("--rule") },
      ticks: { ...ticks, maxRotation: 0, autoSkipPadding: 16 },
    };
    return {
      type: isShare ? "doughnut" : this.kind === "line" ? "line" : "bar",
      data: {
        labels: this.labels,
        datasets: this.series.map((one, index) => ({
          label: one.name,
          data: one.values,
          backgroundColor:
            isShare || (lies && this.series.length === 1)
              ? this.labels.map((_, at) => palette[at % palette.length])
              : palette[index % palette.length],
          borderColor: this.kind === "line" ? palette[index % palette.length] : colour("--raised"),
          borderWidth: this.kind === "line" ? 2 : isShare ? 2 : 0,
          borderRadius: isShare ? 0 : 4,
          maxBarThickness: lies ? 22 : 36,
          pointRadius: 0,
          pointHitRadius: 12,
          tension: 0.3,
          fill: false,
        })),
      },
      options: {
        responsive: true,
        maintainAspectRatio: false,
        animation: matchMedia("(prefers-reduced-motion: reduce)").matches
          ? false
          : { duration: 350 },
        indexAxis: lies ? "y" : "x",
        cutout: "66%",
        interaction: { mode: isShare ? "nearest" : "index", intersect: isShare },
        scales: isShare ? {} : lies ? { x: value, y: place } : { x: place, y: value },
        plugins: {
          legend: { display: false },
          tooltip: {
            backgroundColor: colour("--ground"),
            borderColor: colour("--rule-strong"),
            borderWidth: 1,
            titleColor: colour("--ink"),
            bodyColor: colour("--soft"),
            padding: 10,
            cornerRadius: 8,
            callbacks: {
              label: (/** @type {any} */ item) =>
                ` ${isShare ? item.label : item.dataset.label}: ${this.format(item.raw)}`,
            },
          },
        },
      },
    };
  }
}

customElements.define("vg-chart", ChartView);
