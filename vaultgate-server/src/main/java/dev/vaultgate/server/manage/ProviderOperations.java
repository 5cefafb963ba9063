package dev.vaultgate.server.manage;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.vaultgate.api.json.Json;
import java.util.List;

/** Shows providers, and tries them out. */
public final class ProviderOperations implements Topic {

  private final Providers providers;

  public ProviderOperations(Providers providers) {
    this.providers = providers;
  }

  @Override
  public String name() {
    return "providers";
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.get("/providers", Access.ADMIN)
            .named("listProviders", "The enabled providers, or all that are known.")
            .query("all", "boolean", "Whether those that are only known follow.")
            .gives("Provider[]")
            .by(call -> list(providers.list(call.query().flag("all")))),
        Operation.get("/providers/{id}", Access.ADMIN)
            .named("showProvider", "All that is known of one provider; never a key.")
            .gives("ProviderDetails")
            .by(call -> Answer.of(providers.show(call.path("id"), System.getenv()))),
        Operation.get("/providers/{id}/models", Access.ADMIN)
            .named("listProviderModels", "Ask a provider which models it serves.")
            .gives("ProviderModel[]")
            .by(call -> list(providers.models(call.path("id")))),
        Operation.post("/providers/{id}/test", Access.ADMIN)
            .named(
                "testProvider", "Send a provider a short question, to see whether its key works.")
            .query("model", "string", "Which model to ask, by the provider's name for it.")
            .gives("ProviderTest")
            .by(call -> Answer.of(providers.test(call.path("id"), call.query().text("model")))));
  }

  private static Answer list(ArrayNode data) {
    return Answer.of(Json.object().put("object", "list").set("data", data));
  }
}
