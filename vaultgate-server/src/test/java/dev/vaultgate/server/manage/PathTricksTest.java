package dev.vaultgate.server.manage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths that are written so that a guard might not know them. */
class PathTricksTest {

  @TempDir static Path folder;
  private static AdminServer server;

  @BeforeAll
  static void start() {
    server = AdminServer.start(folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String answer(String method, String target) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.server.port())) {
      socket.setSoTimeout(10_000);
      String request =
          method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/users;x=1",
        "/api/v1;x=1/users",
        "/api//v1/users",
        "//api/v1/users",
        "/api/v1//users",
        "/api/v1/./users",
        "/api/v1/keys/../users",
        "/v1/../api/v1/users",
        "/web/../api/v1/users",
        "/web/%2e%2e/api/v1/users",
        "/api/v1/%2e%2e/v1/users",
        "/api%2fv1%2fusers",
        "/api/v1%2fusers",
        "/%61pi/v1/users",
        "/api/v1/%75sers",
        "/api\\v1\\users",
        "/api/v1/..;/users",
        "/api/v1/session/..;/users",
        "/api/v1/users%00",
        "/api/v1/users%20",
        "/api/v1/users/",
        "/API/V1/USERS",
        "/api/v1/Users",
        "/api/v1/session/../users",
        "/api/v1/openapi.json/../users",
        "/api/v1/users?x=/../session",
        "http://localhost/api/v1/users"
      })
  void s20NoSpellingLeadsPastTheGuard(String target) throws Exception {
    String answer = answer("GET", target);

    assertThat(answer).matches("(?s)HTTP/1\\.1 (400|401|404) .*");
    assertThat(answer).contains("\"error\"").doesNotContain("\"data\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE", "GET "})
  void s21NoMethodLeadsPastTheGuard(String method) throws Exception {
    assertThat(answer(method, "/api/v1/users")).matches("(?s)HTTP/1\\.1 (400|401|405) .*");
  }
}
