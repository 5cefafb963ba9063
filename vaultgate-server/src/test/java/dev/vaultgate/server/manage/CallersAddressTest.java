package dev.vaultgate.server.manage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.time.SystemTime;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where requests come from: what limits and the audit go by. */
class CallersAddressTest {

  private static final String PROXY = "server: { trusted_proxies: [ 127.0.0.1, 10.0.0.0/8 ] }";

  @TempDir private Path folder;
  private AdminServer server;

  @AfterEach
  void stop() {
    server.close();
  }

  private void start(String yaml) {
    server = AdminServer.start(folder, yaml, SystemTime.system());
  }

  /** Where an administrator who sends this header comes from, by the audit. */
  private String addressBy(String header, String value) throws Exception {
    HttpResponse<String> made =
        server.send(
            server
                .request("/api/v1/keys")
                .header("Authorization", "Bearer " + AdminServer.OPERATORS_KEY)
                .header(header, value)
                .POST(BodyPublishers.ofString("{\"name\":\"k\"}")));
    assertThat(made.statusCode()).isEqualTo(201);
    return Json.read(server.get("/api/v1/audit?limit=1").body())
        .path("data")
        .get(0)
        .path("address")
        .asText();
  }

  @ParameterizedTest
  @CsvSource({
    "X-Forwarded-For, 192.0.2.1",
    "Forwarded, for=192.0.2.1",
    "X-Real-IP, 192.0.2.1",
    "X-Client-IP, 192.0.2.1"
  })
  void s23WhatAnybodySaysOfItIsIgnored(String header, String value) throws Exception {
    start("");

    assertThat(addressBy(header, value)).isEqualTo("127.0.0.1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "192.0.2.1 | 192.0.2.1",
        "203.0.113.9, 192.0.2.1 | 192.0.2.1",
        "192.0.2.1, 10.1.2.3 | 192.0.2.1",
        "203.0.113.9, 192.0.2.1, 10.1.2.3, 127.0.0.1 | 192.0.2.1",
        "2001:db8::7 | 2001:db8:0:0:0:0:0:7",
        "10.1.2.3 | 10.1.2.3",
        "evil.example | 127.0.0.1",
        "192.0.2.1, evil.example | 127.0.0.1",
        "192.0.2.1; DROP TABLE audit | 127.0.0.1"
      })
  void s23TrustedProxiesAreBelievedAndNobodyBeforeThem(String value, String address)
      throws Exception {
    start(PROXY);

    assertThat(addressBy("X-Forwarded-For", value)).isEqualTo(address);
  }

  @Test
  void s15WrongKeysOfOneAddressAreBoundedAndRightOnesAreNot() throws Exception {
    start(PROXY);
    String key =
        Json.read(server.post("/api/v1/keys", "{\"name\":\"k\"}").body()).path("key").asText();
    for (int i = 0; i < 60; i++) {
      assertThat(models("vg_wrong", "192.0.2.1").statusCode()).isEqualTo(401);
    }

    HttpResponse<String> refused = models("vg_wrong", "192.0.2.1");

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.body()).contains("rate_limit_exceeded");
    assertThat(refused.headers().firstValue("Retry-After").map(Integer::parseInt).orElseThrow())
        .isBetween(1, 61);
    assertThat(models(key, "192.0.2.1").statusCode()).isEqualTo(200);
    assertThat(models("vg_wrong", "192.0.2.2").statusCode()).isEqualTo(401);
  }

  private HttpResponse<String> models(String key, String from) throws Exception {
    HttpRequest.Builder request =
        server
            .request("/v1/models")
            .header("Authorization", "Bearer " + key)
            .header("X-Forwarded-For", from);
    return server.send(request);
  }
}
