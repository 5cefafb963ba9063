package dev.vaultgate.cli;

import dev.vaultgate.api.Model;
import dev.vaultgate.api.UpstreamException;
import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.api.json.ModelJson;
import dev.vaultgate.client.ProviderClient;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.Transport;
import dev.vaultgate.client.openai.OpenAiWire;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A gateway that runs elsewhere, asked by its public API. For a key, it is a provider like any
 * other that speaks OpenAI's dialect.
 *
 * @param api its address with {@code /v1}, and the key
 */
record RemoteGateway(RemoteApi api) {

  /** The models that the key may use. */
  List<Model> models() {
    return ModelJson.readList(api.get("/models"));
  }

  /** One of them, by any of its names. */
  Model model(String name) {
    return ModelJson.read(api.get("/models/" + URLEncoder.encode(name, StandardCharsets.UTF_8)));
  }

  /** One of its models, to chat with. */
  ProviderClient client(String model, Transport transport) {
    return new ProviderClient(
        new OpenAiWire(),
        new Target(
            "vaultgate",
            model,
            api.base().toString(),
            Map.of(),
            Map.of("Authorization", "Bearer " + api.secret()),
            Set.of(),
            Target.Traits.UNKNOWN),
        transport);
  }

  /** What the gateway itself said when a call to it failed, in place of a provider's failure. */
  CommandFailure failure(UpstreamException failure) {
    if (failure.fault() == UpstreamFault.UNREACHABLE) {
      return RemoteApi.unreachable(api.base(), failure);
    }
    String words = failure.report().message();
    return new CommandFailure(
        Errors.code(failure), words.isEmpty() ? Errors.message(failure) : words, failure);
  }
}
