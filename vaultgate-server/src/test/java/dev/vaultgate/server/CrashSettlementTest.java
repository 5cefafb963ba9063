package dev.vaultgate.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.client.RawUpstream;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.router.account.Keys;
import dev.vaultgate.router.credit.Balance;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.store.Store;
import dev.vaultgate.router.time.SystemTime;
import dev.vaultgate.router.usage.Outcome;
import dev.vaultgate.router.usage.UsageRecord;
import dev.vaultgate.router.usage.UsageSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls that run when their process is killed: each is released once, and costs nothing. */
class CrashSettlementTest {

  private static final Money GIVEN = Money.dollars(1);
  private static final Pattern LISTENS = Pattern.compile("listening on http://\\S+:(\\d+)");

  @TempDir Path folder;
  private final RawUpstream provider = new RawUpstream();
  private final Semaphore asked = new Semaphore(0);

  @AfterEach
  void stop() throws IOException {
    provider.close();
  }

  /** Says as much as its question asks for, and no more until the end of the world. */
  private void answer(RawUpstream.Connection connection) throws IOException {
    String body = connection.request().body();
    if (body.contains("\"stream\":true")) {
      connection.head(200, "text/event-stream").send(SettlementTest.content("one two"));
      if (body.contains("told")) {
        connection.send(
            "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":100,\"completion_tokens\":20,"
                + "\"total_tokens\":120}}\n\n");
      }
    }
    asked.release();
    connection.awaitCallerLeaving();
  }

  @Test
  void f68f69EveryCallThatRanIsReleasedOnceAndRecordedAsInterrupted() throws Exception {
    provider.always(this::answer);
    Path file = folder.resolve("test.db");
    Path config = folder.resolve("vaultgate.yaml");
    Files.writeString(
        config,
        """
        server: { port: 0 }
        providers: { lab: { wire: openai, base_url: "%s" } }
        models: { lab-text: { deployments: [ lab/m ], price: { input: 1, output: 2 } } }
        """
            .formatted(provider.url()));
    String key = prepare(file);
    Process server = start(config, file);
    try {
      int port = port(server);
      for (String stream : List.of("true", "false")) {
        for (String prompt : List.of("told", "untold")) {
          RawClient client =
              new RawClient(port)
                  .post(
                      MoneyServer.CHAT,
                      key,
                      "{\"model\":\"lab-text\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
                          .formatted(stream, prompt));
          assertThat(asked.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
          if (stream.equals("true")) {
            client.head();
            assertThat(client.chunk()).contains("one two");
          }
        }
      }
    } finally {
      server.toHandle().destroyForcibly(); // kill -9
      server.waitFor(10, TimeUnit.SECONDS);
    }

    try (Store store = Store.sqlite(file)) {
      List<UsageRecord> records = store.usage().newest(10);
      assertThat(records).hasSize(4);
      for (UsageRecord record : records) {
        assertThat(record.outcome()).isEqualTo(Outcome.INTERRUPTED);
        assertThat(record.source()).isEqualTo(UsageSource.NONE);
        assertThat(record.cost()).isEqualTo(Money.ZERO);
        assertThat(MoneyServer.entries(file, record.requestId()))
            .containsExactly(new MoneyServer.Entry("expire", Money.ZERO, ""));
      }
      assertThat(store.ledger().balance(1)).isEqualTo(new Balance(GIVEN, Money.ZERO, Money.ZERO));
      assertThat(store.ledger().verify()).isEmpty();
    }
  }

  private static String prepare(Path file) {
    try (Store store = Store.sqlite(file)) {
      Keys.Created key =
          new Keys(store.keys(), SystemTime.system())
              .create(KeySpec.named("test").account("payer"));
      store.ledger().topUp(key.key().account().id(), GIVEN, "start");
      assertThat(key.key().account().id()).isEqualTo(1);
      return key.secret().reveal();
    }
  }

  private Process start(Path config, Path file) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx192m", "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.addAll(List.of(ServerProcess.class.getName(), config.toString(), file.toString()));
    return new ProcessBuilder(command).redirectError(folder.resolve("server.log").toFile()).start();
  }

  private static int port(Process server) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Matcher address = LISTENS.matcher(line);
      if (address.find()) {
        return Integer.parseInt(address.group(1));
      }
    }
    throw new IllegalStateException("the server did not start");
  }
}
