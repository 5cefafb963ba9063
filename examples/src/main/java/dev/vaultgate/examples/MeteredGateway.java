package dev.vaultgate.examples;

import dev.vaultgate.api.ChatClient;
import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.RateLimitException;
import dev.vaultgate.router.Gateway;
import dev.vaultgate.router.Router;
import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.router.credit.Balance;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.store.Store;
import dev.vaultgate.router.usage.UsageRecord;
import java.nio.file.Path;

/**
 * A gateway in your own process: an account with credit, a key with limits, and what became of
 * both.
 *
 * <p>Run it with {@code mvn -q -Pexample -pl examples -am -Dexample=MeteredGateway}. Nothing is
 * kept then; with {@code -Dexec.args=acme.db} it is, in a SQLite file, and goes on from there.
 */
public final class MeteredGateway {

  private MeteredGateway() {}

  public static void main(String[] args) {
    Store store = args.length == 0 ? Store.inMemory() : Store.sqlite(Path.of(args[0]));
    try (Gateway gateway =
        Gateway.builder().router(Router.builder().demo().build()).store(store).build()) {

      KeySpec terms = KeySpec.named("bot").account("acme").requestsPerMinute(2);
      ApiKey key = gateway.keys().create(terms.creditCap(Money.dollars("0.50"))).key();
      // Said twice under one reference, it counts once.
      gateway.ledger().topUp(key.account().id(), Money.dollars(10), "invoice-1");

      ChatClient client = gateway.as(key);
      System.out.println(client.chat(ChatRequest.of("demo-text", "12 * 3.5")).text());
      System.out.println(client.chat(ChatRequest.of("demo-text", "say that was two")).text());
      try {
        client.chat(ChatRequest.of("demo-text", "And a third?"));
      } catch (RateLimitException e) {
        System.out.println("refused: " + e.code());
        e.retryAfter().ifPresent(wait -> System.out.println("try again in " + wait.toSeconds()));
      }

      for (UsageRecord call : gateway.usage().newest(10)) {
        System.out.printf("%s %s cost %s%n", call.model(), call.outcome(), call.cost());
      }
      Balance balance = gateway.ledger().balance(key.account().id());
      System.out.println("used " + balance.used() + ", left " + balance.available());
    }
  }
}
