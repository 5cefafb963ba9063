package dev.vaultgate.server;

import static java.net.http.HttpResponse.BodyHandlers.ofLines;
import static java.net.http.HttpResponse.BodyHandlers.ofString;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.server.ScriptedDesk.ScriptedStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.stream.Stream;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that people use, as they are. */
class ClientsTest {

  private TestServer server;
  private URI address;

  @BeforeEach
  void start() {
    server = TestServer.start();
    server.desk.onChat = (caller, call) -> ScriptedDesk.reply("{\"answer\":42}");
    server.desk.onStream =
        (caller, call) -> new ScriptedStream(caller).frame("{\"n\":1}").frame("{\"n\":2}").end();
    address = URI.create("http://127.0.0.1:" + server.http.port() + "/v1/chat/completions");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpRequest.Builder post(String body) {
    return HttpRequest.newBuilder(address)
        .header("Authorization", "Bearer " + ScriptedDesk.KEY)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  /** Its first request offers HTTP/2 by way of Upgrade: h2c. */
  @Test
  void clientOfTheJdkIsAnswered() throws Exception {
    HttpClient client = HttpClient.newHttpClient();

    for (int i = 0; i < 3; i++) {
      HttpResponse<String> response = client.send(post(Bodies.CHAT).build(), ofString());

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
      assertThat(response.body()).isEqualTo("{\"answer\":42}");
    }
  }

  @Test
  void clientOfTheJdkIsStreamedTo() throws Exception {
    HttpClient client = HttpClient.newHttpClient();

    HttpResponse<Stream<String>> response = client.send(post(Bodies.STREAM).build(), ofLines());

    assertThat(response.body())
        .containsExactly("data: {\"n\":1}", "", "data: {\"n\":2}", "", "data: [DONE]", "");
  }

  @Test
  void clientOfTheJdkThatWaitsToBeAskedIsAnswered() throws Exception {
    HttpClient client = HttpClient.newHttpClient();

    HttpResponse<String> response =
        client.send(post(Bodies.CHAT).expectContinue(true).build(), ofString());

    assertThat(response.statusCode()).isEqualTo(200);
  }

  @Test
  void okHttpIsAnswered() throws Exception {
    OkHttpClient client = new OkHttpClient();
    Request request =
        new Request.Builder()
            .url(address.toURL())
            .header("Authorization", "bearer " + ScriptedDesk.KEY)
            .post(RequestBody.create(Bodies.STREAM, MediaType.get("application/json")))
            .build();

    for (int i = 0; i < 3; i++) {
      try (Response response = client.newCall(request).execute()) {
        assertThat(response.code()).isEqualTo(200);
        assertThat(response.body().string()).endsWith("data: [DONE]\n\n");
      }
    }
    client.connectionPool().evictAll();
  }

  @Test
  void oldClientGetsAnAnswerThatEndsWithTheConnection() throws Exception {
    try (RawClient client = server.client()) {
      client.send(
          "POST /v1/chat/completions HTTP/1.0\r\nAuthorization: Bearer "
              + ScriptedDesk.KEY
              + "\r\nContent-Length: "
              + Bodies.STREAM.length()
              + "\r\n\r\n"
              + Bodies.STREAM);

      String answer = client.rest();

      assertThat(answer).startsWith("HTTP/1.1 200").endsWith("data: [DONE]\n\n");
      assertThat(answer).doesNotContain("chunked");
    }
  }
}
