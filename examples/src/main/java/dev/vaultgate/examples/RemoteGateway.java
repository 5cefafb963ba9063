package dev.vaultgate.examples;

import dev.vaultgate.api.ChatEvent;
import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.ChatStream;
import dev.vaultgate.router.ProviderSettings;
import dev.vaultgate.router.Router;
import java.util.Objects;

/**
 * A gateway elsewhere, with the same interface as one in your own process: it is one more provider
 * that speaks OpenAI's dialect, and its models are named behind its name.
 *
 * <p>Start a gateway with {@code mvn -q -Pserve}, and run this with the key that it prints: {@code
 * VAULTGATE_KEY=vg_... mvn -q -Pexample -pl examples -am -Dexample=RemoteGateway}.
 */
public final class RemoteGateway {

  private RemoteGateway() {}

  public static void main(String[] args) {
    String url = System.getenv().getOrDefault("VAULTGATE_URL", "http://127.0.0.1:8080/v1");
    ask(url, Objects.requireNonNull(System.getenv("VAULTGATE_KEY"), "set VAULTGATE_KEY"));
  }

  static void ask(String url, String key) {
    try (Router router =
        Router.builder()
            .provider(ProviderSettings.own("vaultgate", "openai", url, key))
            .passUnknownModels(true)
            .build()) {

      String model = "vaultgate/demo-text";
      System.out.println(router.chat(ChatRequest.of(model, "say Hello from afar!")).text());

      try (ChatStream stream = router.stream(ChatRequest.of(model, "count to 5"))) {
        for (ChatEvent event : stream) {
          System.out.print(event.text());
        }
      }
      System.out.println();
    }
  }
}
