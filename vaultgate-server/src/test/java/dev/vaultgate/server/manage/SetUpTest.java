package dev.vaultgate.server.manage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.time.SystemTime;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a gateway gets its first owner, and that nobody becomes it by the way. */
class SetUpTest {

  @TempDir private Path folder;
  private final Later time = new Later();
  private AdminServer server;
  private String token;

  /** The system's time, and how much later a test says it is. */
  private static final class Later extends SystemTime {
    private final AtomicLong nanos = new AtomicLong();

    @Override
    public long nanoTime() {
      return super.nanoTime() + nanos.get();
    }
  }

  @BeforeEach
  void start() {
    server = AdminServer.start(folder, "", time);
    token = link().replaceFirst(".*#token=", "");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String link() {
    return server.server.openSetUp().orElseThrow();
  }

  private HttpResponse<String> setUp(String name, String with) throws Exception {
    return server
        .browser()
        .post(
            "/setup",
            "{\"token\":\"%s\",\"email\":\"%s@example.com\",\"password\":\"%s\"}"
                .formatted(with, name, Browser.PASSWORD));
  }

  @Test
  void s87LinkMakesTheOwnerOnce() throws Exception {
    Browser ada = server.browser();
    assertThat(ada.json("GET", "/session", "").path("needs_setup").asBoolean()).isTrue();

    HttpResponse<String> answer = setUp("ada", token);

    assertThat(answer.statusCode()).isEqualTo(200);
    JsonNode owner = Json.read(answer.body()).path("user");
    assertThat(owner.path("role").asText()).isEqualTo("owner");
    assertThat(owner.path("account").asText()).isEqualTo("operator");
    assertThat(setUp("eve", token).statusCode()).isEqualTo(403);
    assertThat(ada.json("GET", "/session", "").path("needs_setup").asBoolean()).isFalse();
    assertThat(server.server.openSetUp()).isEmpty();
  }

  @Test
  void s87LinkIsBesideTheStoreForItsOwnerAloneAndGoesWithItsUse() throws Exception {
    Path file = folder.resolve("test.db.setup");

    assertThat(Files.readString(file).strip()).endsWith("/setup#token=" + token);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    setUp("ada", token);
    assertThat(file).doesNotExist();
  }

  @Test
  void s87LinkGoesWithItsServer() {
    server.close();

    assertThat(folder.resolve("test.db.setup")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
  void s87AnyOtherTokenIsNone(String guess) throws Exception {
    assertThat(setUp("eve", guess).statusCode()).isEqualTo(403);
    assertThat(setUp("eve", token + "x").statusCode()).isEqualTo(403);
    assertThat(setUp("eve", token.substring(1)).statusCode()).isEqualTo(403);
    assertThat(server.server.gateway().users().hasOwner()).isFalse();
  }

  @Test
  void s87LinkIsGoodForAnHour() throws Exception {
    time.nanos.set(Duration.ofHours(1).toNanos());

    assertThat(setUp("ada", token).statusCode()).isEqualTo(403);
    assertThat(setUp("ada", link().replaceFirst(".*#token=", "")).statusCode()).isEqualTo(200);
  }

  @Test
  void s87OfTwoAtOnceOneIsTheOwner() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      List<Callable<Integer>> both =
          List.of(() -> setUp("ada", token).statusCode(), () -> setUp("eve", token).statusCode());
      Future<Integer> one = pool.submit(both.get(0));
      Future<Integer> other = pool.submit(both.get(1));

      assertThat(List.of(one.get(), other.get())).containsExactlyInAnyOrder(200, 403);
    } finally {
      pool.shutdownNow();
    }
    assertThat(Json.read(server.get("/api/v1/users").body()).path("data")).hasSize(1);
  }

  @Test
  void passwordThatWillNotDoDoesNotUseTheLinkUp() throws Exception {
    HttpResponse<String> answer =
        server
            .browser()
            .post(
                "/setup",
                "{\"token\":\"%s\",\"email\":\"ada@example.com\",\"password\":\"short\"}"
                    .formatted(token));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(setUp("ada", token).statusCode()).isEqualTo(200);
  }

  @Test
  void s86FreshGatewayHasNobodyAndAnswersNobody() throws Exception {
    Browser anybody = server.browser();

    assertThat(Json.read(server.get("/api/v1/users").body()).path("data")).isEmpty();
    assertThat(server.get("/livez", "").statusCode()).isEqualTo(200);
    assertThat(server.server.address().getHost()).isEqualTo("127.0.0.1");
    for (String password : List.of("admin", "password", "root", "", "123456", "vaultgate")) {
      assertThat(anybody.login("admin", password).statusCode()).isIn(401, 429);
    }
    assertThat(anybody.get("/keys").statusCode()).isEqualTo(401);
    assertThat(anybody.get("/users").statusCode()).isEqualTo(401);
    assertThat(server.get("/v1/models", "vg_none").statusCode()).isEqualTo(401);
  }
}
