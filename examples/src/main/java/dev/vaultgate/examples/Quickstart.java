package dev.vaultgate.examples;

import dev.vaultgate.api.ChatClient;
import dev.vaultgate.api.ChatEvent;
import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.ChatStream;
import dev.vaultgate.router.Gateway;
import dev.vaultgate.router.Router;
import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.store.Store;

/**
 * The library in ten lines: an answer, a stream, and the same with a limit and a budget.
 *
 * <p>Run it with {@code mvn -q -Pexample -pl examples -am -Dexample=Quickstart}.
 */
public final class Quickstart {

  private Quickstart() {}

  public static void main(String[] args) {
    Router router =
        Router.builder()
            .demo() // or .provider("openai", System.getenv("OPENAI_API_KEY")), and more of them
            .route("assistant", "demo/demo-text")
            .build();

    String answer = router.chat(ChatRequest.of("assistant", "say Hello!")).text();
    System.out.println(answer);

    try (ChatStream stream = router.stream(ChatRequest.of("assistant", "count to 5"))) {
      for (ChatEvent event : stream) {
        System.out.print(event.text());
      }
    }
    System.out.println();

    // Store.sqlite(path) keeps what this one forgets. Closing a gateway closes its router, too.
    try (Gateway gateway = Gateway.builder().router(router).store(Store.inMemory()).build()) {
      KeySpec terms = KeySpec.named("team").requestsPerMinute(60).creditCap(Money.dollars(5));
      ApiKey team = gateway.keys().create(terms).key();
      ChatClient metered = gateway.as(team);
      System.out.println(metered.chat(ChatRequest.of("assistant", "6 * 7")).text());
    }
  }
}
