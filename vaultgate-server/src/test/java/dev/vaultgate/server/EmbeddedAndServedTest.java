package dev.vaultgate.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.ErrorDetail;
import dev.vaultgate.api.VaultGateException;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.Cancellation;
import dev.vaultgate.client.ChatCall;
import dev.vaultgate.router.Caller;
import dev.vaultgate.router.Gateway;
import dev.vaultgate.router.GatewayReply;
import dev.vaultgate.router.GatewayStream;
import dev.vaultgate.router.account.Account;
import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.account.CallCaps;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.router.account.KeyTerms;
import dev.vaultgate.router.account.Keys;
import dev.vaultgate.router.account.ModelRule;
import dev.vaultgate.router.account.Project;
import dev.vaultgate.router.account.ProjectTerms;
import dev.vaultgate.router.account.Rates;
import dev.vaultgate.router.credit.Budget;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.credit.Period;
import dev.vaultgate.router.usage.UsageRecord;
import dev.vaultgate.server.config.CommandLine;
import dev.vaultgate.server.config.ConfigReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A gateway in the process and one behind HTTP do the same with the same requests: they let in and
 * refuse the same calls in the same words, give the same answers, and end with the same ledger. A
 * seed that fails is in the test's name.
 */
class EmbeddedAndServedTest {

  private static final int REQUESTS = Integer.getInteger("vaultgate.differential.requests", 150);
  private static final int KEYS = 6;

  @TempDir private Path folder;
  private final HttpClient http = HttpClient.newHttpClient();

  /** What a call came to, without what is different each time. */
  private record Result(
      int status,
      @Nullable ErrorDetail error,
      boolean hasRetryAfter,
      String answer,
      String cost,
      String maxTokens) {}

  /** A gateway with its keys and projects, made in the same order in both. */
  private record Side(Gateway gateway, List<Keys.Created> keys, List<Project> projects) {}

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void bothDoTheSame(long seed) throws Exception {
    try (VaultGateServer embedded = server();
        VaultGateServer served = server()) {
      served.start();
      Side one = side(embedded.gateway(), new Random(seed));
      Side other = side(served.gateway(), new Random(seed));
      Random random = new Random(-seed);
      Set<Integer> statuses = new TreeSet<>();
      for (int i = 0; i < REQUESTS; i++) {
        int key = random.nextInt(KEYS);
        byte[] body = body(random).getBytes(UTF_8);
        boolean stream = isStream(body);

        Result inProcess = embedded(one, key, body, stream);
        Result overHttp = served(served, other.keys.get(key).secret().reveal(), body, stream);

        assertThat(overHttp)
            .as("request %d of seed %d: %s", i, seed, new String(body, UTF_8))
            .isEqualTo(inProcess);
        compare(one, other);
        statuses.add(overHttp.status());
      }
      assertThat(statuses).hasSizeGreaterThan(3).contains(200, 400, 404);
      assertThat(one.gateway.ledger().verify()).isEmpty();
      assertThat(other.gateway.ledger().verify()).isEmpty();
    }
  }

  private VaultGateServer server() throws IOException {
    Path file = Files.createTempFile(folder, "vaultgate", ".yaml");
    Files.writeString(
        file,
        """
        server: { port: 0, stop_drain: 1ms }
        store: { url: "jdbc:sqlite::memory:" }
        models:
          lab-text: { deployments: [ demo/demo-text ], price: { input: 3, output: 7 } }
          broken-text: { deployments: [ demo/demo-error-text ], price: { input: 3, output: 7 } }
        """);
    return VaultGateServer.of(
        ConfigReader.read(new CommandLine(file, null, null, null, true, false), Map.of()));
  }

  private static Side side(Gateway gateway, Random random) {
    List<Keys.Created> keys = new ArrayList<>();
    List<Project> projects = new ArrayList<>();
    for (int i = 0; i < KEYS; i++) {
      Account account =
          gateway.store().keys().account("account " + i, random.nextInt(3) == 0, Instant.EPOCH);
      long credit = random.nextInt(3) == 0 ? 2_000_000 : 200_000_000;
      gateway.ledger().topUp(account.id(), Money.nanos(credit), "start " + i);
      projects.add(
          gateway
              .projects()
              .create(account, "project " + i, new ProjectTerms(budget(random), rates(random))));
      KeySpec spec = KeySpec.named("key " + i).account(account.name());
      keys.add(
          gateway
              .keys()
              .create(
                  (random.nextBoolean() ? spec : spec.project(projects.get(i)))
                      .terms(terms(random))));
    }
    return new Side(gateway, keys, projects);
  }

  private static KeyTerms terms(Random random) {
    KeyTerms terms = KeyTerms.USUAL.withBudget(budget(random)).withRates(rates(random));
    terms = random.nextInt(3) == 0 ? terms.withCaps(new CallCaps(1, 1, 1, 2)) : terms;
    return random.nextInt(4) == 0
        ? terms.withModels(new ModelRule(Set.of("lab*"), Set.of()))
        : terms;
  }

  private static Budget budget(Random random) {
    Budget budget = Budget.NONE;
    if (random.nextInt(3) == 0) {
      budget =
          budget.withCredit(
              Period.values()[random.nextInt(3)], Money.nanos(random.nextInt(20_000_000)));
    }
    return random.nextInt(3) == 0
        ? budget.withTokens(Period.values()[random.nextInt(3)], (long) random.nextInt(8_000))
        : budget;
  }

  private static Rates rates(Random random) {
    return new Rates(
        random.nextInt(3) == 0 ? 1 + random.nextInt(40) : 0,
        random.nextInt(3) == 0 ? 1 + random.nextInt(40_000) : 0,
        0);
  }

  private static String body(Random random) {
    String model =
        pick(random, "lab-text", "lab-text", "lab-text", "broken-text", "demo-text", "no");
    String cap =
        pick(
            random,
            "",
            ",\"max_tokens\":20",
            ",\"max_tokens\":700",
            ",\"max_tokens\":-1",
            ",\"max_tokens\":\"5\"",
            ",\"max_completion_tokens\":64",
            ",\"max_tokens\":99999999999");
    String choices = pick(random, "", "", "", ",\"n\":2", ",\"n\":40", ",\"n\":0");
    String stream =
        pick(
            random,
            "",
            "",
            ",\"stream\":true",
            ",\"stream\":true,\"stream_options\":{\"include_usage\":true}");
    String further = pick(random, "", "", ",\"usage\":{\"cost\":0}", ",\"api_base\":\"http://x\"");
    String message =
        "{\"role\":\"user\",\"content\":\"" + "count to 5 ".repeat(1 + random.nextInt(60)) + "\"}";
    String messages = random.nextInt(6) == 0 ? message + "," + message + "," + message : message;
    String body =
        "{\"model\":\""
            + model
            + "\""
            + cap
            + choices
            + stream
            + further
            + ",\"messages\":["
            + messages
            + "]}";
    return random.nextInt(25) == 0 ? body.substring(0, body.length() - 2) : body;
  }

  private static String pick(Random random, String... values) {
    return values[random.nextInt(values.length)];
  }

  private static boolean isStream(byte[] body) {
    return new String(body, UTF_8).contains("\"stream\":true");
  }

  private static Result embedded(Side side, int index, byte[] body, boolean stream) {
    try {
      ApiKey key =
          side.gateway.authenticate(
              side.keys.get(index).secret().reveal(), InetAddress.getLoopbackAddress());
      ChatCall call = ChatCall.parse(body);
      Caller caller = new Caller(key, "embedded-" + System.nanoTime(), new Cancellation());
      return stream ? streamed(side.gateway, caller, call) : whole(side.gateway.chat(caller, call));
    } catch (VaultGateException e) {
      return new Result(e.status(), same(e.detail()), e.retryAfter().isPresent(), "", "", "");
    }
  }

  private static Result whole(GatewayReply reply) {
    return new Result(
        200,
        null,
        false,
        same(new String(reply.json(), UTF_8)),
        reply.cost().toDollars().toPlainString(),
        maxTokens(reply.facts().outputTokensMax()));
  }

  private static Result streamed(Gateway gateway, Caller caller, ChatCall call) {
    StringBuilder events = new StringBuilder();
    ErrorDetail error = null;
    String maxTokens;
    try (GatewayStream stream = gateway.stream(caller, call)) {
      maxTokens = maxTokens(stream.facts().outputTokensMax());
      try {
        for (byte[] chunk = stream.next(); chunk != null; chunk = stream.next()) {
          events.append(new String(chunk, UTF_8)).append('\n');
        }
        events.append("[DONE]\n");
      } catch (VaultGateException e) {
        error = same(e.detail());
      }
    }
    return new Result(200, error, false, same(events.toString()), "", maxTokens);
  }

  private static String maxTokens(@Nullable Integer lowered) {
    return lowered == null ? "" : lowered.toString();
  }

  private Result served(VaultGateServer server, String secret, byte[] body, boolean stream)
      throws Exception {
    HttpResponse<String> response =
        http.send(
            HttpRequest.newBuilder(URI.create(server.address() + "/v1/chat/completions"))
                .header("Authorization", "Bearer " + secret)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    boolean retryAfter = response.headers().firstValue("Retry-After").isPresent();
    if (response.statusCode() != 200) {
      return new Result(
          response.statusCode(),
          error(Json.read(response.body().getBytes(UTF_8))),
          retryAfter,
          "",
          "",
          "");
    }
    String maxTokens = response.headers().firstValue("x-vaultgate-max-tokens").orElse("");
    if (!stream) {
      return new Result(
          200,
          null,
          retryAfter,
          same(response.body()),
          response.headers().firstValue("x-vaultgate-cost").orElse(""),
          maxTokens);
    }
    StringBuilder events = new StringBuilder();
    ErrorDetail error = null;
    for (String line : response.body().lines().filter(l -> l.startsWith("data: ")).toList()) {
      String data = line.substring("data: ".length());
      if (data.startsWith("{\"error\"")) {
        error = error(Json.read(data.getBytes(UTF_8)));
      } else {
        events.append(data).append('\n');
      }
    }
    return new Result(200, error, retryAfter, same(events.toString()), "", maxTokens);
  }

  private static ErrorDetail error(JsonNode body) {
    JsonNode error = body.path("error");
    return same(
        new ErrorDetail(
            error.path("message").asText(),
            error.path("type").asText(),
            error.path("code").isNull() ? null : error.path("code").asText(),
            error.path("param").isNull() ? null : error.path("param").asText()));
  }

  private static ErrorDetail same(ErrorDetail error) {
    return new ErrorDetail(
        error.message().replaceAll("proj_[0-9a-f]{16}", "PROJECT"),
        error.type(),
        error.code(),
        error.param());
  }

  /** Without names and times. */
  private static String same(String answer) {
    return answer
        .replaceAll("chatcmpl-[^\"]*", "ID")
        .replaceAll("\"created\":\\d+", "\"created\":0");
  }

  private static void compare(Side one, Side other) {
    for (int i = 0; i < KEYS; i++) {
      ApiKey key = one.keys.get(i).key();
      ApiKey twin = other.keys.get(i).key();
      assertThat(other.gateway.ledger().balance(twin.account().id()))
          .isEqualTo(one.gateway.ledger().balance(key.account().id()));
      for (Period period : Period.values()) {
        assertThat(other.gateway.ledger().spending(twin.id(), period))
            .isEqualTo(one.gateway.ledger().spending(key.id(), period));
        assertThat(other.gateway.ledger().spending(other.projects.get(i).id(), period))
            .isEqualTo(one.gateway.ledger().spending(one.projects.get(i).id(), period));
      }
    }
    assertThat(calls(other)).isEqualTo(calls(one));
  }

  /** How the latest call was recorded. */
  private static List<String> calls(Side side) {
    return side.gateway.usage().newest(1).stream().map(EmbeddedAndServedTest::text).toList();
  }

  private static String text(UsageRecord call) {
    return "%s %s %s %s %s %s %s"
        .formatted(
            call.model(),
            call.outcome(),
            call.status(),
            call.errorCode(),
            call.usage(),
            call.source(),
            call.cost());
  }
}
