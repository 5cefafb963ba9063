package dev.vaultgate.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.LogCapture;
import dev.vaultgate.client.fake.Certificates;
import dev.vaultgate.client.fake.FakeAnswer;
import dev.vaultgate.client.fake.FakeAnswer.Ending;
import dev.vaultgate.client.fake.FakeProvider;
import dev.vaultgate.router.credit.Money;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLServerSocket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Providers that cannot be reached, or that break off before they have said anything. */
class ConnectionFaultsTest {

  private static final String SOLE = Bodies.CHAT.replace("lab-text", "sole-text");
  private static final Money PRICE = Money.dollars("0.002");

  @TempDir Path folder;
  private final LogCapture attempts = LogCapture.attempts();

  @AfterEach
  void stop() {
    attempts.close();
  }

  /** Lines of the configuration that this is tried with. */
  String settings() {
    return "";
  }

  /** What the log says of the first attempt. */
  private void assertNoted(String... facts) {
    assertThat(attempts.line("route=one/m")).contains(facts);
  }

  /** A server whose first provider is at this address. */
  private FaultyProviders at(String url) throws IOException {
    return new FaultyProviders(folder, url, "", settings());
  }

  private static void assertFault(FaultyProviders gateway, String code) throws IOException {
    RawClient.Answer answer = gateway.chat(SOLE);
    assertThat(answer.status()).as(answer.body()).isEqualTo(503);
    JsonNode error = Json.read(answer.body().getBytes(UTF_8)).path("error");
    assertThat(error.path("code").asText()).isEqualTo(code);
    assertThat(gateway.held()).isEqualTo(Money.ZERO);
  }

  private static void assertTakenOver(FaultyProviders gateway) throws IOException {
    Money before = gateway.charged();
    RawClient.Answer answer = gateway.chat(Bodies.CHAT);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.header("x-vaultgate-provider")).hasValue("two");
    assertThat(gateway.charged().minus(before)).isEqualTo(PRICE);
  }

  @Test
  void f44AHostWithoutAnAddressIsUnreachable() throws Exception {
    try (FaultyProviders gateway = at("http://nobody.invalid/v1")) {
      assertFault(gateway, "upstream_unreachable");
      assertNoted(" class=dns ");
      assertTakenOver(gateway);
    }
  }

  @Test
  void f45ARefusedConnectionIsUnreachable() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    try (FaultyProviders gateway = at("http://127.0.0.1:" + free + "/v1")) {
      assertFault(gateway, "upstream_unreachable");
      assertNoted(" class=connect ");
      assertTakenOver(gateway);
    }
  }

  @Test
  void f45AConnectionThatDoesNotComeAboutIsGivenUp() throws Exception {
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        FaultyProviders gateway = at("http://127.0.0.1:" + full.getLocalPort() + "/v1")) {
      List<Socket> waiting = new ArrayList<>();
      // A backlog of one that nobody accepts from; what comes later hears nothing.
      for (int i = 0; i < 4; i++) {
        Socket socket = new Socket();
        waiting.add(socket);
        new Thread(() -> connect(socket, full)).start();
      }
      assertFault(gateway, "upstream_unreachable");
      assertNoted(" class=connect ");
      assertTakenOver(gateway);
      for (Socket socket : waiting) {
        socket.close();
      }
    }
  }

  private static void connect(Socket socket, ServerSocket to) {
    try {
      socket.connect(to.getLocalSocketAddress());
    } catch (IOException tooMany) {
      // It is there to be in the way.
    }
  }

  @ParameterizedTest
  @CsvSource({"localhost, -3d", "elsewhere.example, -1H", "localhost, -1H"})
  void f46ACertificateThatIsNotGoodIsNeverAccepted(String name, String from) throws Exception {
    Path certificate = Certificates.make(folder, name, from);
    try (SSLServerSocket server = Certificates.server(certificate);
        FaultyProviders gateway = at("https://localhost:" + server.getLocalPort() + "/v1")) {
      assertFault(gateway, "upstream_tls_error");
      assertNoted(" class=tls ", " certificate=\"CN=" + name + "\" ");
      assertTakenOver(gateway);
      assertThat(gateway.alerts()).contains("provider_tls");
    }
  }

  @Test
  void f46APortThatSpeaksNoTlsIsNotSpokenToWithoutIt() throws Exception {
    try (FakeProvider plain = new FakeProvider();
        FaultyProviders gateway = at(plain.url().replace("http:", "https:"))) {
      plain.always(FakeAnswer.text("in the clear"));

      RawClient.Answer answer = gateway.chat(SOLE);

      assertThat(answer.status()).isEqualTo(503);
      assertThat(plain.requests()).as("nothing was asked in the clear").isEmpty();
      assertTakenOver(gateway);
    }
  }

  @Test
  void f47AConnectionThatDiedWhileIdleIsReplacedUnseen() throws Exception {
    try (FaultyProviders gateway = at(null)) {
      gateway.first.then(FakeAnswer.text("one")).then(FakeAnswer.nothing(Ending.FIN));
      gateway.first.then(FakeAnswer.text("two"));
      gateway.chat(SOLE);

      RawClient.Answer answer = gateway.chat(SOLE);

      assertThat(answer.body()).contains("\"two\"");
      assertThat(answer.header("x-vaultgate-attempts")).hasValue("one:200");
      assertThat(gateway.first.connections()).isEqualTo(2);
      assertThat(attempts.line("stale_connection")).contains(" class=ok ");
      assertThat(gateway.firstStands()).isEqualTo("ready");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"FIN", "RESET"})
  void f48AFreshConnectionThatIsLostIsTriedOnceMoreWhereThereIsNobodyElse(Ending ending)
      throws Exception {
    try (FaultyProviders gateway = at(null)) {
      gateway.first.always(FakeAnswer.nothing(ending));

      assertFault(gateway, "upstream_connection_lost");
      assertNoted(" class=connection_lost ", " possible_duplicate_upstream");
      assertThat(gateway.first.requests()).hasSize(2);

      assertTakenOver(gateway);
      assertThat(gateway.first.requests()).hasSize(3);
    }
  }

  @Test
  void f51AProviderThatIsDownIsLeftAloneAndItsCallersAreToldAtOnce() throws Exception {
    try (FaultyProviders gateway = at(null)) {
      gateway.first.always(FakeAnswer.error(500, "down"));
      for (int i = 0; i < 8; i++) {
        assertTakenOver(gateway);
      }
      assertThat(gateway.first.requests()).as("the circuit is open").hasSize(5);
      gateway.chat(SOLE);

      long asked = System.nanoTime();
      RawClient.Answer sole = gateway.chat(SOLE);
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - asked);

      assertThat(sole.status()).isEqualTo(503);
      assertThat(sole.body()).contains("upstream_unavailable");
      assertThat(Integer.parseInt(sole.header("Retry-After").orElseThrow())).isBetween(25, 30);
      assertThat(millis).as("without asking; a busy machine may take a while").isLessThan(500);
      assertThat(gateway.first.requests()).hasSize(5);
      gateway.time.pass(Duration.ofSeconds(31));
      gateway.first.always(FakeAnswer.text("well"));
      assertThat(gateway.chat(SOLE).status()).as("one finds out").isEqualTo(200);
    }
  }

  @Test
  void f52OneThatFailsHalfItsCallsIsHardlySeen() throws Exception {
    try (FaultyProviders gateway = at(null)) {
      int failed = 0;
      for (int i = 0; i < 200; i++) {
        gateway.first.then(i % 2 == 0 ? FakeAnswer.error(500, "half") : FakeAnswer.text("well"));
        failed += gateway.chat(Bodies.CHAT).status() == 200 ? 0 : 1;
      }

      assertThat(failed).isZero();
      assertThat(gateway.first.requests().size()).as("its circuit opens").isLessThan(60);
    }
  }

  @Test
  void f53ASlowProviderHasNoMoreCallsThanItMayAndOthersAreNotHeldUp() throws Exception {
    try (FaultyProviders gateway = new FaultyProviders(folder, ", max_concurrent: 2", settings())) {
      gateway.first.always(FakeAnswer.text("slow").after(Duration.ofSeconds(3)));
      List<CompletableFuture<Integer>> slow = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        // Not in the common pool, which has one thread on two cores.
        slow.add(
            CompletableFuture.supplyAsync(() -> status(gateway), task -> new Thread(task).start()));
      }
      Awaitility.await().until(() -> gateway.first.running() == 2);

      RawClient.Answer sole = gateway.chat(SOLE);
      assertThat(sole.status()).isEqualTo(503);
      assertThat(sole.body()).contains("upstream_overloaded");
      assertThat(sole.header("Retry-After")).hasValue("1");
      assertTakenOver(gateway);
      for (CompletableFuture<Integer> call : slow) {
        assertThat(call.get(10, TimeUnit.SECONDS)).isEqualTo(200);
      }
    }
  }

  private static int status(FaultyProviders gateway) {
    try {
      return gateway.chat(SOLE).status();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"HTTP/9 what\r\n\r\n", "SSH-2.0-OpenSSH_9.2\r\n", "\u0000\u0001\u0002\r\n\r\n"})
  void f55WhatIsNoHttpIsNoAnswer(String bytes) throws Exception {
    try (FaultyProviders gateway = at(null)) {
      gateway.first.always(FakeAnswer.garbage(bytes, Ending.FIN));

      assertFault(gateway, "upstream_invalid_response");
      assertTakenOver(gateway);
    }
  }

  @Test
  void f55EndlessHeadersAreCutOff() throws Exception {
    try (FaultyProviders gateway = at(null)) {
      String header = "x-more: " + "y".repeat(1000) + "\r\n";
      gateway.first.always(
          FakeAnswer.garbage("HTTP/1.1 200 OK\r\n" + header.repeat(2000), Ending.STALL));

      assertFault(gateway, "upstream_invalid_response");
      assertTakenOver(gateway);
    }
  }
}
