package dev.vaultgate.examples;

import dev.vaultgate.api.CancelledException;
import dev.vaultgate.api.ChatEvent;
import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.ChatStream;
import dev.vaultgate.router.Router;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Two ways to end a stream before it has ended: by leaving its loop, and from another thread, such
 * as that of a stop button. Either ends the provider's work at once, and its costs.
 *
 * <p>Run it with {@code mvn -q -Pexample -pl examples -am -Dexample=CancelledStream}.
 */
public final class CancelledStream {

  private static final ChatRequest QUESTION = ChatRequest.of("demo-slow-text", "count to 100");

  private CancelledStream() {}

  public static void main(String[] args) {
    try (Router router = Router.builder().demo().build()) {
      leave(router);
      stop(router);
    }
  }

  private static void leave(Router router) {
    int pieces = 0;
    try (ChatStream stream = router.stream(QUESTION)) {
      for (ChatEvent event : stream) {
        System.out.print(event.text());
        if (event.isContent() && ++pieces == 3) {
          break; // The try block closes the stream.
        }
      }
    }
    System.out.println(" ... left");
  }

  private static void stop(Router router) {
    Executor button = CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS);
    try (ChatStream stream = router.stream(QUESTION)) {
      button.execute(stream::close);
      for (ChatEvent event : stream) {
        System.out.print(event.text());
      }
    } catch (CancelledException e) {
      System.out.println(" ... stopped");
    }
  }
}
