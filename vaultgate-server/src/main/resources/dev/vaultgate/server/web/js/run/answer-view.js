// @ts-check
// One answer as it comes: what it says, and below it what it took and cost.
import { html, nothing, PageElement } from "vg/core/element.js";
import { count, duration, money } from "vg/core/format.js";
import { shownAddress } from "vg/run/pictures.js";
import { useStyles } from "vg/ui/styles.js";
import "vg/ui/copy.js";
import "vg/ui/markdown.js";

class AnswerView extends PageElement {
  static properties = {
    answer: { attribute: false },
    running: { type: Boolean },
    version: { type: Number },
  };

  constructor() {
    super();
    useStyles("run");
    /** @type {import("vg/run/run.js").Answer} */
    this.answer = /** @type {any} */ (null);
    this.running = false;
    this.version = 0;
  }

  render() {
    const { answer } = this;
    const isSilent = !answer.text && !answer.reasoning && answer.images.length === 0;
    return html`<article class="answer" aria-busy=${this.running ? "true" : "false"}>
      ${answer.reasoning
        ? html`<details class="reasoning" ?open=${this.running && !answer.text}>
            <summary>Reasoning</summary>
            <p>${answer.reasoning}</p>
          </details>`
        : nothing}
      ${answer.text ? html`<vg-markdown .text=${answer.text}></vg-markdown>` : nothing}
      ${answer.calls.map((call) => this.call(call))}
      ${answer.images.map((image) => this.picture(shownAddress(image)))}
      ${this.running && isSilent
        ? html`<p class="waiting" role="status"><span></span><span></span><span></span>
            <b class="visually-hidden">Waiting for ${answer.model}</b></p>`
        : nothing}
      ${answer.error ? html`<p class="notice bad" role="alert">${answer.error}</p>` : nothing}
      ${answer.stopped ? html`<p class="faint">Stopped.</p>` : nothing}
      ${answer.lowered
        ? html`<p class="notice warn">
            The balance affords ${answer.lowered} tokens of output, so the answer was held to that.
          </p>`
        : nothing}
      ${this.running ? nothing : this.facts()}
    </article>`;
  }

  /** @param {string} address */
  picture(address) {
    const ending = address.slice("data:image/".length).split(";")[0];
    return address
      ? html`<a class="picture" href=${address} download="image.${ending}">
          <img src=${address} alt="Made by ${this.answer.model}" />
        </a>`
      : html`<p class="notice">
          A picture is not shown: it is at an address elsewhere, or is no PNG, JPEG, GIF or WebP.
        </p>`;
  }

  /** @param {import("vg/run/run.js").ToolCall} call */
  call(call) {
    return html`<div class="tool-call">
      <div class="row between">
        <span><vg-icon size="s" name="wrench"></vg-icon> <code>${call.name}</code></span>
        <vg-copy .text=${call.args} label="Copy the arguments"></vg-copy>
      </div>
      <pre tabindex="0"><code>${call.args}</code></pre>
    </div>`;
  }

  facts() {
    const { answer } = this;
    const usage = answer.usage ?? {};
    const cached = usage.prompt_tokens_details?.cached_tokens;
    const reasoned = usage.completion_tokens_details?.reasoning_tokens;
    return html`<footer class="answer-facts number">
      ${answer.firstMillis && answer.millis
        ? html`<span title="Until the first content, and in all">
            <vg-icon size="s" name="clock"></vg-icon>
            ${duration(answer.firstMillis)} · ${duration(answer.millis)}
          </span>`
        : nothing}
      ${answer.usage
        ? html`<span title="Tokens in and out">
            <vg-icon size="s" name="hash"></vg-icon>
            ${count(usage.prompt_tokens ?? usage.input_tokens)} in${cached
              ? html` (${count(cached)} cached)`
              : nothing},
            ${count(usage.completion_tokens ?? usage.output_tokens)} out${reasoned
              ? html` (${count(reasoned)} reasoning)`
              : nothing}
          </span>`
        : nothing}
      ${answer.cost
        ? html`<span title="What it cost"
            ><vg-icon size="s" name="coins"></vg-icon> ${money(answer.cost)}</span
          >`
        : nothing}
      ${answer.finish && answer.finish !== "stop"
        ? html`<span class="badge warn">${answer.finish.replaceAll("_", " ")}</span>`
        : nothing}
      ${answer.text ? html`<vg-copy .text=${answer.text} label="Copy the answer"></vg-copy>` : nothing}
    </footer>`;
  }
}

customElements.define("vg-answer", AnswerView);
