package dev.vaultgate.server;

import dev.vaultgate.client.RawUpstream;
import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.router.account.Keys;
import dev.vaultgate.router.credit.Balance;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.usage.UsageRecord;
import dev.vaultgate.server.config.CommandLine;
import dev.vaultgate.server.config.ConfigReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A server as an operator starts it, with two providers of OpenAI's dialect on real sockets and a
 * key that pays from ten dollars. {@code lab-text} is at both, {@code sole-text} at the first.
 */
final class TwoProviders implements AutoCloseable {

  static final Money CREDIT = Money.dollars(10);
  private static final String CHAT = "/v1/chat/completions";

  final RawUpstream first = new RawUpstream();
  final RawUpstream second = new RawUpstream();
  final VaultGateServer server;
  private final Keys.Created key;
  private int topUps;

  TwoProviders(Path folder) throws IOException {
    this(folder, "");
  }

  /**
   * @param further lines of the configuration
   */
  TwoProviders(Path folder, String further) throws IOException {
    Path file = folder.resolve("vaultgate.yaml");
    Files.writeString(
        file,
        """
        server: { port: 0, stop_drain: 1ms }
        store: { url: "jdbc:sqlite::memory:" }
        providers:
          one: { wire: openai, base_url: "%s", api_key: "key-of-the-operator" }
          two: { wire: openai, base_url: "%s", api_key: "key-of-the-operator" }
        models:
          lab-text:
            deployments: [ one/m, two/m ]
            price: { input: 1, output: 2 }
          sole-text:
            deployments: [ one/m ]
            price: { input: 1, output: 2 }
        %s"""
            .formatted(first.url(), second.url(), further));
    server =
        VaultGateServer.of(
            ConfigReader.read(new CommandLine(file, null, null, null, false, false), Map.of()));
    server.start();
    key =
        server
            .gateway()
            .keys()
            .create(KeySpec.named("test").account("payer").requestsPerMinute(100_000));
    server.gateway().ledger().topUp(account(), CREDIT, "start");
  }

  String secret() {
    return key.secret().reveal();
  }

  ApiKey key() {
    return key.key();
  }

  RawClient.Answer chat(String body) throws IOException {
    return chat(key, body);
  }

  /** The same for somebody who pays nothing. */
  RawClient.Answer chatForFree(String body) throws IOException {
    return chat(KeySpec.named("operator"), body);
  }

  /** The same with a key of its own. */
  RawClient.Answer chat(KeySpec spec, String body) throws IOException {
    return chat(server.gateway().keys().create(spec), body);
  }

  private RawClient.Answer chat(Keys.Created caller, String body) throws IOException {
    try (RawClient client = new RawClient(server.port())) {
      return client.post(CHAT, caller.secret().reveal(), body).answer();
    }
  }

  /** What was put down of the last call. */
  UsageRecord record() {
    return server.gateway().usage().newest(1).get(0);
  }

  /** The payer's account when everything that is owed has been written. */
  Balance balance() {
    // Whatever was asked of the writer before is written no later.
    server.gateway().ledger().topUp(account(), Money.nanos(1), "written" + topUps++);
    return server.gateway().ledger().balance(account());
  }

  /** What the payer was charged so far. */
  Money charged() {
    Money left = balance().available();
    return CREDIT.plus(Money.nanos(topUps)).minus(left);
  }

  private long account() {
    return key.key().account().id();
  }

  @Override
  public void close() throws IOException {
    server.close();
    first.close();
    second.close();
  }
}
