// @ts-check
// Models, prices and names that were added while the gateway runs.
import { html, nothing, PageElement } from "vg/core/element.js";
import { api } from "vg/core/api.js";
import { confirm } from "vg/ui/dialog.js";
import { listOf, textField } from "vg/ui/fields.js";
import { toast, toastFailure } from "vg/ui/toast.js";
import "vg/ui/form-dialog.js";

class AdminModels extends PageElement {
  static properties = { entries: { state: true }, over: { state: true } };

  constructor() {
    super();
    /** @type {any[]} */
    this.entries = [];
    /** @type {"" | "model" | "alias"} */
    this.over = "";
  }

  async connectedCallback() {
    super.connectedCallback();
    await this.load();
  }

  async load() {
    this.entries = (await api.get("/models")).data;
  }

  render() {
    return html`<section class="card">
      <header>
        <h2>Added beside the configuration</h2>
        <div class="row">
          <button type="button" class="button small" @click=${this.reload}>
            <vg-icon size="s" name="refresh-cw"></vg-icon> Read the configuration anew
          </button>
          <button type="button" class="button small" @click=${() => (this.over = "alias")}>
            New name
          </button>
          <button type="button" class="button small" @click=${() => (this.over = "model")}>
            Model or price
          </button>
        </div>
      </header>
      ${this.entries.length === 0
        ? html`<div class="empty">
            <vg-icon name="layers" size="l"></vg-icon>
            <p>Nothing was added: models, prices and names are the catalogue's and vaultgate.yaml's.</p>
          </div>`
        : html`<div class="table-wrap">
            <table class="table">
              <thead>
                <tr>
                  <th scope="col">Name</th>
                  <th scope="col">Means</th>
                  <th scope="col">Price</th>
                  <th scope="col"><span class="visually-hidden">Remove</span></th>
                </tr>
              </thead>
              <tbody>
                ${this.entries.map(
                  (entry) =>
                    html`<tr>
                      <td><b class="name">${entry.name}</b></td>
                      <td>
                        ${(entry.targets ?? entry.deployments ?? [])
                          .map((/** @type {any} */ one) =>
                            typeof one === "string" ? one : `${one.provider}/${one.model}`,
                          )
                          .join(", then ")}
                      </td>
                      <td class="number">
                        ${Object.entries(entry.price ?? {})
                          .map(([name, value]) => `${name.replaceAll("_", " ")} ${value}`)
                          .join(", ")}
                      </td>
                      <td class="end">
                        <button
                          type="button"
                          class="button plain small"
                          @click=${() => this.forget(entry.name)}
                        >
                          Remove
                        </button>
                      </td>
                    </tr>`,
                )}
              </tbody>
            </table>
          </div>`}
      ${this.over ? this.dialog() : nothing}
    </section>`;
  }

  dialog() {
    const alias = this.over === "alias";
    return html`<vg-form-dialog
      heading=${alias ? "A name for models" : "A model, or another price"}
      action="Save"
      .fields=${(/** @type {any} */ failure) =>
        html`${textField(
          {
            name: "name",
            label: alias ? "Name" : "Public id",
            placeholder: alias ? "assistant" : "gpt-4o-text",
            required: true,
          },
          failure,
        )}
        ${textField(
          {
            name: "places",
            label: alias ? "Means" : "Served by",
            placeholder: alias ? "gpt-4o-text, claude-sonnet-4-5-text" : "openai/gpt-4o",
            hint: "Several are tried in order; put commas between them.",
            required: true,
          },
          failure,
        )}
        ${alias
          ? nothing
          : html`<div class="grid-2">
              ${textField(
                { name: "input", label: "Input, $ a million tokens", inputmode: "decimal" },
                failure,
              )}
              ${textField(
                { name: "output", label: "Output, $ a million tokens", inputmode: "decimal" },
                failure,
              )}
              ${textField({ name: "per_image", label: "An image, $", inputmode: "decimal" }, failure)}
            </div>`}`}
      .send=${(/** @type {Record<string, string>} */ values) => {
        const places = listOf(values.places);
        const price = Object.fromEntries(
          ["input", "output", "per_image"].flatMap((name) =>
            values[name] ? [[name, values[name]]] : [],
          ),
        );
        return api.put(
          `/models/${values.name ?? ""}`,
          alias
            ? { targets: places }
            : { deployments: places, ...(Object.keys(price).length > 0 ? { price } : {}) },
        );
      }}
      @done=${() => this.load()}
      @close=${() => (this.over = "")}
    ></vg-form-dialog>`;
  }

  /** @param {string} name */
  async forget(name) {
    const sure = await confirm({
      heading: `Remove ${name}?`,
      text: "What the catalogue or vaultgate.yaml says of it shows again.",
      action: "Remove",
    });
    if (sure) {
      try {
        await api.delete(`/models/${name}`);
        await this.load();
      } catch (failure) {
        toastFailure(failure);
      }
    }
  }

  async reload() {
    try {
      await api.post("/reload");
      toast("The configuration was read anew.");
    } catch (failure) {
      toastFailure(failure);
    }
  }
}

customElements.define("vg-admin-models", AdminModels);
