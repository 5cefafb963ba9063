// @ts-check
import { html } from "vg/core/element.js";
import { api } from "vg/core/api.js";
import { replace } from "vg/core/router.js";
import { begin } from "vg/core/session.js";
import { Gate } from "vg/account/gate.js";

/** Where a link of an administrator leads: to choosing a password. */
class Join extends Gate {
  render() {
    return this.sheet({
      heading: "Choose a password",
      lead: "It lets you in from now on. Wherever you are signed in, that ends.",
      fields: this.field({
        name: "password",
        label: "Password",
        type: "password",
        autocomplete: "new-password",
        hint: "At least 12 characters.",
      }),
      action: "Go on",
    });
  }

  /** @param {Record<string, string>} values */
  async send(values) {
    const token = new URLSearchParams(location.hash.slice(1)).get("token") ?? "";
    begin(await api.post("/join", { ...values, token }));
    replace("/console");
  }
}

customElements.define("vg-join", Join);
