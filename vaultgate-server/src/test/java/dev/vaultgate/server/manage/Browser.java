package dev.vaultgate.server.manage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.user.Email;
import dev.vaultgate.router.user.Role;
import dev.vaultgate.router.user.User;
import dev.vaultgate.router.user.UserSpec;
import dev.vaultgate.router.user.Users;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Optional;

/**
 * What a browser does for our pages: it keeps the cookie, says where requests come from, and sends
 * the word that belongs to its login.
 */
final class Browser {

  static final String PASSWORD = "a long enough secret";

  private final AdminServer server;
  private String cookie = "";
  private String csrf = "";

  Browser(AdminServer server) {
    this.server = server;
  }

  /** The cookie as it would be sent: {@code vg=…}. */
  String cookie() {
    return cookie;
  }

  String csrf() {
    return csrf;
  }

  HttpResponse<String> get(String path) throws Exception {
    return send("GET", path, "");
  }

  HttpResponse<String> post(String path, String body) throws Exception {
    return send("POST", path, body);
  }

  HttpResponse<String> send(String method, String path, String body) throws Exception {
    HttpRequest.Builder request =
        server
            .request("/api/v1" + path)
            .header("Sec-Fetch-Site", "same-origin")
            .header("x-csrf-token", csrf)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!cookie.isEmpty()) {
      request.header("Cookie", cookie);
    }
    HttpResponse<String> answer = server.send(request);
    Optional<String> set = answer.headers().firstValue("Set-Cookie");
    if (set.isPresent()) {
      cookie = set.get().replaceFirst(";.*", "");
      JsonNode word = Json.read(answer.body()).path("csrf_token");
      csrf = word.isTextual() ? word.asText() : "";
    }
    return answer;
  }

  JsonNode json(String method, String path, String body) throws Exception {
    return Json.read(send(method, path, body).body());
  }

  /** Signs somebody in, a member who is made for it if he is new. */
  User signIn(String name) throws Exception {
    return signIn(name, Role.MEMBER);
  }

  User signIn(String name, Role role) throws Exception {
    UserSpec spec = UserSpec.member(new Email(name + "@example.com"), name).role(role);
    Users users = server.server.gateway().users();
    User user =
        users.findByEmail(spec.email()).orElseGet(() -> users.create(Role.OWNER, spec, PASSWORD));
    HttpResponse<String> answer = login(name, PASSWORD);
    if (answer.statusCode() != 200) {
      throw new AssertionError(answer.body());
    }
    return user;
  }

  HttpResponse<String> login(String name, String password) throws Exception {
    return post(
        "/login", "{\"email\":\"%s@example.com\",\"password\":\"%s\"}".formatted(name, password));
  }
}
