package dev.vaultgate.server;

import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.fake.FakeAnswer;
import dev.vaultgate.client.fake.FakeProvider;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.router.account.Keys;
import dev.vaultgate.router.credit.Balance;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.usage.UsageRecord;
import dev.vaultgate.server.config.CommandLine;
import dev.vaultgate.server.config.ConfigReader;
import dev.vaultgate.server.config.ServerConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A server as an operator starts it, before two providers that fail as a test wants, with short
 * timers and a clock that can be moved on. {@code lab-text} is at both, {@code sole-text} at the
 * first; the first's prices are one and two dollars for a million tokens.
 */
final class FaultyProviders implements AutoCloseable {

  static final String ADMIN_KEY = "chosen-by-the-operator";

  private static final String CHAT = "/v1/chat/completions";
  private static final Money CREDIT = Money.dollars(10);

  final FakeProvider first = new FakeProvider();
  final FakeProvider second = new FakeProvider();
  final ShiftedTime time = new ShiftedTime();
  final VaultGateServer server;
  private final Path file;
  private final Keys.Created key;
  private int topUps;

  FaultyProviders(Path folder) throws IOException {
    this(folder, "", "");
  }

  /**
   * Lines of the configuration.
   *
   * @param ofFirst what else is said of the first provider, such as {@code , max_concurrent: 2}
   * @param further whatever else
   */
  FaultyProviders(Path folder, String ofFirst, String further) throws IOException {
    this(folder, null, ofFirst, further);
  }

  /**
   * The same with the first provider elsewhere.
   *
   * @param url where; null for the fake one
   */
  FaultyProviders(Path folder, String url, String ofFirst, String further) throws IOException {
    Path file = folder.resolve("vaultgate.yaml");
    Files.writeString(
        file,
        """
        server: { port: 0, stop_drain: 1ms, heartbeat: 100ms, admin_key: "%s" }
        store: { url: "jdbc:sqlite::memory:" }
        timeouts: { connect: 1s, first_content: 800ms, idle: 1500ms, total: 4s, stream_total: 4s }
        providers:
          one: { wire: openai, base_url: "%s", api_key: "key-of-the-operator"%s }
          two: { wire: openai, base_url: "%s", api_key: "key-of-the-operator" }
        models:
          lab-text:
            deployments: [ one/m, two/m ]
            price: { input: 1, output: 2 }
          sole-text:
            deployments: [ one/m ]
            price: { input: 1, output: 2 }
        %s"""
            .formatted(ADMIN_KEY, url == null ? first.url() : url, ofFirst, second.url(), further));
    this.file = file;
    server = VaultGateServer.of(read(file), () -> read(file), time);
    server.start();
    key =
        server
            .gateway()
            .keys()
            .create(KeySpec.named("test").account("payer").requestsPerMinute(100_000));
    server.gateway().ledger().topUp(account(), CREDIT, "start");
    second.always(FakeAnswer.text("from ", "two").usage(1000, 500));
  }

  private static ServerConfig read(Path file) {
    return ConfigReader.read(new CommandLine(file, null, null, null, false, false), Map.of());
  }

  /** Changes the configuration's text. */
  void configure(UnaryOperator<String> change) throws IOException {
    Files.writeString(file, change.apply(Files.readString(file)));
  }

  private long account() {
    return key.key().account().id();
  }

  String secret() {
    return key.secret().reveal();
  }

  RawClient client() throws IOException {
    return new RawClient(server.port());
  }

  RawClient.Answer chat(String body, String... headers) throws IOException {
    try (RawClient client = client()) {
      return send(client, body, headers).answer();
    }
  }

  RawClient send(RawClient client, String body, String... headers) throws IOException {
    StringBuilder more = new StringBuilder();
    for (String header : headers) {
      more.append(header).append("\r\n");
    }
    return client.send(
        "POST %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n%sContent-Type: "
                .formatted(CHAT, secret(), more)
            + "application/json\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(body.getBytes(StandardCharsets.UTF_8).length, body));
  }

  /** An answer of the management API. */
  String admin(String path) throws IOException {
    try (RawClient client = client()) {
      return client
          .send(
              "GET %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n"
                  .formatted(path, ADMIN_KEY))
          .answer()
          .body();
    }
  }

  /** Asks the management API for something. */
  RawClient.Answer adminPost(String path) throws IOException {
    try (RawClient client = client()) {
      return client
          .send(
              "POST %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nContent-Length: 0\r\n\r\n"
                  .formatted(path, ADMIN_KEY))
          .answer();
    }
  }

  /** How the first provider's deployment stands, in a word. */
  String firstStands() throws IOException {
    return Json.read(
            admin("/api/v1/health/routes?model=sole-text").getBytes(StandardCharsets.UTF_8))
        .at("/data/0/state")
        .asText();
  }

  /** The alerts that were raised. */
  String alerts() throws IOException {
    server.gateway().alerts().round();
    return admin("/api/v1/alerts");
  }

  UsageRecord record() {
    return server.gateway().usage().newest(1).get(0);
  }

  Money held() {
    return settled().held();
  }

  /** What the payer was charged so far. */
  Money charged() {
    Money left = settled().available();
    return CREDIT.plus(Money.nanos(topUps)).minus(left);
  }

  /** When everything that is owed has been written: what was asked of the writer before is. */
  private Balance settled() {
    server.gateway().ledger().topUp(account(), Money.nanos(1), "written" + topUps++);
    return server.gateway().ledger().balance(account());
  }

  @Override
  public void close() throws IOException {
    server.close();
    first.close();
    second.close();
  }
}
