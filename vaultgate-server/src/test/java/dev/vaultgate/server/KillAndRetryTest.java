package dev.vaultgate.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.client.RawUpstream;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.router.account.Keys;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.store.Store;
import dev.vaultgate.router.time.SystemTime;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real server, killed with {@code kill -9} under callers who give each request a name and send
 * what they got no answer to again, as SDKs do: each request is charged once, whatever was between.
 */
class KillAndRetryTest {

  private static final int ROUNDS = Integer.getInteger("vaultgate.kill.rounds", 5);
  private static final int CALLERS = 16;
  private static final int REQUESTS = 200;
  private static final Pattern LISTENS = Pattern.compile("listening on (http://\\S+)");
  private static final long COST = 10 * 1_000L + 5 * 2_000L;

  @TempDir Path folder;
  private final RawUpstream provider = new RawUpstream();
  private final Random random = new Random(20261128);
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private Path file = Path.of("");
  private Path config = Path.of("");
  private String key = "";
  private long account;

  @BeforeEach
  void prepare() throws IOException {
    file = folder.resolve("test.db");
    config = folder.resolve("vaultgate.yaml");
    Files.writeString(
        config,
        """
        server: { port: 0 }
        providers:
          lab: { wire: openai, base_url: "%s" }
        models:
          lab-text: { deployments: [ lab/m ], price: { input: 1, output: 2 } }
        """
            .formatted(provider.url()));
    try (Store store = Store.sqlite(file)) {
      account = store.keys().account("payer", false, SystemTime.system().now()).id();
      store.ledger().topUp(account, Money.dollars(1_000), "first");
      KeySpec spec = KeySpec.named("load").account("payer").requestsPerMinute(0).concurrencyMax(0);
      key =
          new Keys(store.keys(), SystemTime.system())
              .create(spec.terms(spec.terms().withStoredAnswers(true)))
              .secret()
              .reveal();
    }
    provider.always(
        connection ->
            connection.answer(
                200,
                "application/json",
                "{\"id\":\"x\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
                    + "\"message\":{\"role\":\"assistant\",\"content\":\"some\"},\"finish_reason\":\"stop\"}],"
                    + "\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":5,\"total_tokens\":15}}"));
  }

  @AfterEach
  void stop() throws IOException {
    provider.close();
  }

  @Test
  @DisplayName("F65 F70 A request that is sent again after a kill is charged once")
  void f65f70ARequestThatIsSentAgainAfterAKillIsChargedOnce() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Set<String> open = ConcurrentHashMap.newKeySet();
      for (int i = 0; i < REQUESTS; i++) {
        open.add("r" + round + "-" + i);
      }
      sendAndKill(open);
      int unanswered = open.size();
      Process server = start();
      try {
        send(address(server), open, new CountDownLatch(unanswered));
      } finally {
        server.destroy();
        server.waitFor(10, TimeUnit.SECONDS);
      }

      assertThat(open).as("without an answer in round %d", round).isEmpty();
      agree(round);
    }
  }

  private void sendAndKill(Set<String> open) throws Exception {
    Process server = start();
    CountDownLatch answered = new CountDownLatch(random.nextInt(1, REQUESTS));
    ExecutorService killer = Executors.newSingleThreadExecutor();
    try {
      String url = address(server);
      killer.execute(
          () -> {
            try {
              assertThat(answered.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
              throw new AssertionError(e);
            } finally {
              server.toHandle().destroyForcibly(); // kill -9
            }
          });
      send(url, open, answered);
    } finally {
      killer.shutdown();
      server.toHandle().destroyForcibly();
      server.waitFor(10, TimeUnit.SECONDS);
    }
  }

  /** Sends what is open; what is answered is no longer. */
  private void send(String url, Set<String> open, CountDownLatch answered) throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    for (String id : List.copyOf(open)) {
      callers.execute(
          () -> {
            if (isAnswered(url, id)) {
              open.remove(id);
              answered.countDown();
            }
          });
    }
    callers.shutdown();
    assertThat(callers.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
  }

  private boolean isAnswered(String url, String id) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/v1/chat/completions"))
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .header("X-Request-Id", id)
            .header("Idempotency-Key", id)
            .timeout(Duration.ofSeconds(20))
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"model\":\"lab-text\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
                        .formatted(id)))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() == 200 && answer.body().contains("some");
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private Process start() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.addAll(List.of(ServerProcess.class.getName(), config.toString(), file.toString()));
    return new ProcessBuilder(command).redirectError(folder.resolve("server.log").toFile()).start();
  }

  private static String address(Process server) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Matcher address = LISTENS.matcher(line);
      if (address.find()) {
        return address.group(1);
      }
    }
    throw new IllegalStateException("the server did not start");
  }

  /** Each request of all rounds is charged, and once, however often its provider was asked. */
  private void agree(int round) throws SQLException {
    try (Store store = Store.sqlite(file)) {
      assertThat(store.ledger().verify()).isEmpty();
      Map<String, Long> charged = charged();
      assertThat(charged).hasSize((round + 1) * REQUESTS);
      assertThat(charged.values()).containsOnly(COST);
      assertThat(store.ledger().balance(account).used())
          .isEqualTo(Money.nanos(COST * (round + 1) * REQUESTS));
    }
  }

  /** What was charged, by request; no request twice. */
  private Map<String, Long> charged() throws SQLException {
    Map<String, Long> charged = new HashMap<>();
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT request_id, amount FROM transfer WHERE kind = 'charge'")) {
      while (rows.next()) {
        // The caller's own id comes before the gateway's.
        String id = rows.getString(1).replaceFirst("\\..*", "");
        assertThat(charged.put(id, rows.getLong(2))).as(id).isNull();
      }
    }
    return charged;
  }
}
