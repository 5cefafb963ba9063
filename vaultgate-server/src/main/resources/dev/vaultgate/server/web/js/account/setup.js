// @ts-check
import { html } from "vg/core/element.js";
import { api } from "vg/core/api.js";
import { replace } from "vg/core/router.js";
import { begin } from "vg/core/session.js";
import { Gate } from "vg/account/gate.js";

class Setup extends Gate {
  render() {
    return this.sheet({
      heading: "Set up this gateway",
      lead: "The first account is its owner, and may do everything.",
      fields: html`${this.field({ name: "name", label: "Name", autocomplete: "name" })}
      ${this.field({ name: "email", label: "E-mail", type: "email", autocomplete: "username" })}
      ${this.field({
        name: "password",
        label: "Password",
        type: "password",
        autocomplete: "new-password",
        hint: "At least 12 characters.",
      })}`,
      action: "Make the owner's account",
    });
  }

  /** @param {Record<string, string>} values */
  async send(values) {
    const token = new URLSearchParams(location.hash.slice(1)).get("token") ?? "";
    begin(await api.post("/setup", { ...values, token }));
    replace("/console/models");
  }
}

customElements.define("vg-setup", Setup);
