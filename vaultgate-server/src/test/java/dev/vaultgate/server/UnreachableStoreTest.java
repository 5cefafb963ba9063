package dev.vaultgate.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.client.RawUpstream;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.router.account.Keys;
import dev.vaultgate.router.credit.Balance;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.store.Store;
import dev.vaultgate.router.time.SystemTime;
import dev.vaultgate.server.config.CommandLine;
import dev.vaultgate.server.config.ConfigReader;
import dev.vaultgate.server.config.ServerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What callers see while the store cannot be reached, whichever it is, and afterwards. */
class UnreachableStoreTest {

  private static final Duration TIMEOUT = Duration.ofMillis(500);
  private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(2);
  private static final String CHAT = "/v1/chat/completions";
  private static final String GOOD =
      """
      {"id":"x","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":
      {"role":"assistant","content":"Good"},"finish_reason":"stop"}],
      "usage":{"prompt_tokens":1000,"completion_tokens":500,"total_tokens":1500}}
      """;

  @TempDir Path folder;
  private final RawUpstream provider = new RawUpstream();
  private final UnreachableStore link = new UnreachableStore(TIMEOUT);
  private VaultGateServer server;
  private Keys.Created known;
  private Keys.Created unknown;

  @BeforeEach
  void start() throws IOException {
    provider.always(c -> c.answer(200, "application/json", GOOD));
    Path file = folder.resolve("vaultgate.yaml");
    Files.writeString(
        file,
        """
        server: { port: 0, stop_drain: 1ms }
        providers:
          lab: { wire: openai, base_url: "%s" }
        models:
          lab-text: { deployments: [ lab/m ], price: { input: 1, output: 2 } }
        """
            .formatted(provider.url()));
    ServerConfig config =
        ConfigReader.read(
            new CommandLine(file, folder.resolve("test.db"), null, null, false, false),
            Map.of("VAULTGATE_ADMIN_KEY", "chosen-by-the-operator"));
    Store store = link.over(Store.sqlite(folder.resolve("test.db")));
    server = VaultGateServer.of(config, () -> config, SystemTime.system(), store);
    server.start();
    known = server.gateway().keys().create(KeySpec.named("known").account("payer"));
    unknown = server.gateway().keys().create(KeySpec.named("unknown").account("payer"));
    server.gateway().ledger().topUp(known.key().account().id(), Money.dollars(10), "start");
    assertThat(chat(known.secret().reveal()).status()).isEqualTo(200);
  }

  @AfterEach
  void stop() throws IOException {
    link.cutOff(false);
    server.close();
    provider.close();
  }

  private RawClient.Answer chat(String secret) throws IOException {
    try (RawClient client = new RawClient(server.port()).post(CHAT, secret, Bodies.CHAT)) {
      return client.answer();
    }
  }

  private RawClient.Answer get(String path) throws IOException {
    try (RawClient client = new RawClient(server.port()).get(path)) {
      return client.answer();
    }
  }

  @Test
  void f89CallsAreRefusedAsOursWhoeverAsksAndNobodyPays() throws Exception {
    link.cutOff(true);
    int asked = provider.requests().size();

    for (String secret : new String[] {known.secret().reveal(), unknown.secret().reveal()}) {
      long started = System.nanoTime();
      RawClient.Answer answer = chat(secret);

      assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(ANSWERED_WITHIN);
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.body()).contains("\"storage_unavailable\"");
      assertThat(answer.header("retry-after")).isPresent();
    }
    assertThat(provider.requests()).hasSize(asked);
    link.cutOff(false);
    Balance balance = server.gateway().ledger().balance(known.key().account().id());
    assertThat(balance.held()).isEqualTo(Money.ZERO);
    assertThat(balance.used()).isEqualTo(Money.dollars("0.002"));
    assertThat(server.gateway().ledger().verify()).isEmpty();
  }

  @Test
  void f89TheGatewayIsNotReadyAndLives() throws IOException {
    link.cutOff(true);

    assertThat(get("/readyz").status()).isEqualTo(503);
    assertThat(get("/healthz").status()).isEqualTo(200);
    assertThat(get("/").status()).isEqualTo(200);
  }

  @Test
  void f89WhoSignsInIsNotToldThatHisPasswordIsWrong() throws IOException {
    link.cutOff(true);

    String body = "{\"email\":\"somebody@example.org\",\"password\":\"correct horse battery\"}";
    try (RawClient client = new RawClient(server.port())) {
      client.send(
          "POST /api/v1/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
              + "Content-Length: "
              + body.length()
              + "\r\n\r\n"
              + body);
      assertThat(client.answer().status()).isEqualTo(503);
    }
  }

  @Test
  void f89ItWorksAgainAsSoonAsTheStoreDoes() throws IOException {
    link.cutOff(true);
    assertThat(chat(unknown.secret().reveal()).status()).isEqualTo(503);

    link.cutOff(false);

    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> chat(unknown.secret().reveal()).status() == 200);
    assertThat(get("/readyz").status()).isEqualTo(200);
  }
}
