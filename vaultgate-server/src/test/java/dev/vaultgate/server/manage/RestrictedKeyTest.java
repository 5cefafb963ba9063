package dev.vaultgate.server.manage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.json.Json;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A key that may use one model uses no other, however that is asked for. */
class RestrictedKeyTest {

  private static final String QUESTION = "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";

  @TempDir static Path folder;
  private static AdminServer server;
  private static String key;

  @BeforeAll
  static void start() throws Exception {
    server = AdminServer.start(folder);
    HttpRequest.Builder alias =
        server
            .request("/api/v1/models/secret-way")
            .header("Authorization", "Bearer " + AdminServer.OPERATORS_KEY)
            .PUT(BodyPublishers.ofString("{\"targets\":[\"demo/demo-hybrid\"]}"));
    assertThat(server.send(alias).statusCode()).isEqualTo(200);
    key =
        Json.read(
                server
                    .post("/api/v1/keys", "{\"name\":\"narrow\",\"models\":[\"demo-text\"]}")
                    .body())
            .path("key")
            .asText();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static HttpResponse<String> ask(String body, String... headers) throws Exception {
    HttpRequest.Builder request =
        server
            .request("/v1/chat/completions")
            .header("Authorization", "Bearer " + key)
            .POST(BodyPublishers.ofString(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return server.send(request);
  }

  private static int calls() throws Exception {
    return Json.read(server.get("/api/v1/usage").body()).path("totals").path("calls").asInt();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo-hybrid",
        "demo/demo-hybrid",
        "secret-way",
        "DEMO-TEXT",
        "Demo-text",
        " demo-text",
        "demo-text ",
        "demo-text\\t",
        "demo-text\\u0000",
        "d\u0435mo-text",
        "demo\u2010text",
        "demo-text,demo-hybrid",
        "demo-text/../demo-hybrid",
        "demo-hybrid#demo-text",
        "demo-text*",
        "*",
        "demo-text:demo-hybrid",
        "no-such-model"
      })
  void s24ModelThatIsNotItsOwnIsNotThere(String model) throws Exception {
    int before = calls();

    HttpResponse<String> answer = ask("{\"model\":\"" + model + "\"," + QUESTION + "}");

    JsonNode error = Json.read(answer.body()).path("error");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(404);
    assertThat(error.path("code").asText()).isEqualTo("model_not_found");
    assertThat(calls()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "[]",
        "[\"demo-text\"]",
        "5",
        "true",
        "{\"id\":\"demo-hybrid\"}",
        "\"\"",
        "\"demo-text\",\"model\":\"demo-hybrid\""
      })
  void s24WhatIsNoNameIsRefused(String model) throws Exception {
    int before = calls();

    HttpResponse<String> answer = ask("{\"model\":" + model + "," + QUESTION + "}");

    assertThat(answer.statusCode()).as(answer.body()).isIn(400, 404);
    assertThat(calls()).isEqualTo(before);
  }

  @Test
  void s24ListsAndHeadersOfOtherModelsChangeNothing() throws Exception {
    HttpResponse<String> list =
        ask(
            "{\"model\":\"demo-text\",\"models\":[\"demo-hybrid\"],"
                + "\"fallbacks\":[\"demo-hybrid\"],\"route\":\"fallback\","
                + QUESTION
                + "}");
    HttpResponse<String> header =
        ask(
            "{\"model\":\"demo-text\"," + QUESTION + "}",
            "x-model",
            "demo-hybrid",
            "x-vaultgate-model",
            "demo-hybrid");

    for (HttpResponse<String> answer : List.of(list, header)) {
      assertThat(answer.body()).doesNotContain("demo-hybrid");
      assertThat(answer.headers().firstValue("x-vaultgate-model").orElse("demo-text"))
          .isEqualTo("demo-text");
    }
  }
}
