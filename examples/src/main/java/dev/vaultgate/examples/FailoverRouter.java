package dev.vaultgate.examples;

import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.ChatResponse;
import dev.vaultgate.api.UpstreamException;
import dev.vaultgate.router.Router;

/**
 * A router in your own process whose first provider is down: the caller sees the second one's
 * answer, and where there is no second one, an error that says what to do.
 *
 * <p>Run it with {@code mvn -q -Pexample -pl examples -am -Dexample=FailoverRouter}.
 */
public final class FailoverRouter {

  private FailoverRouter() {}

  public static void main(String[] args) {
    try (Router router =
        Router.builder()
            .demo()
            .route("assistant", "demo/demo-error-text", "demo/demo-text")
            .route("fragile", "demo/demo-error-text")
            .build()) {

      // The demo's model fails in the way that the prompt names, here as overloaded.
      ChatResponse answer = router.chat(ChatRequest.of("assistant", "overloaded, again?"));
      System.out.println(answer.model() + " answers: " + answer.text());

      try {
        router.chat(ChatRequest.of("fragile", "overloaded, again?"));
      } catch (UpstreamException e) {
        System.out.println("nobody answers: " + e.getMessage() + " (" + e.code() + ")");
        System.out.println("worth another try later: " + e.isRetryable());
      }
    }
  }
}
