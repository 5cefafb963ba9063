package dev.vaultgate.server.manage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.router.time.SystemTime;
import dev.vaultgate.router.user.SecretToken;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoginCookieTest {

  private final SecretToken token = SecretToken.create(SystemTime.system());

  private static ManagementRequest request(String host, String cookie) {
    Map<String, String> headers = Map.of("Host", host, "Cookie", cookie);
    return new ManagementRequest(
        "GET", "/session", Map.of(), new byte[0], headers::get, "req_1", "127.0.0.1");
  }

  private static Optional<String> read(String host, String cookie) {
    return LoginCookie.read(request(host, cookie)).map(SecretToken::reveal);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gateway.example.com",
        "gateway.example.com:8443",
        "10.0.0.7",
        "localhost.example.com",
        "127.0.0.1.example.com"
      })
  void s70s88CookieIsSecureAndOfThisHostAlone(String host) {
    assertThat(LoginCookie.set(host, token))
        .isEqualTo(
            "__Host-vg="
                + token.reveal()
                + "; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=604800");
    assertThat(LoginCookie.clear(host))
        .isEqualTo("__Host-vg=; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=0");
  }

  @Test
  void s70WhoeverDoesNotSayWhereHeIsGetsASecureOne() {
    assertThat(LoginCookie.set(null, token)).startsWith("__Host-vg=").contains("; Secure");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "localhost:8080", "127.0.0.1:8080", "[::1]:8080"})
  void onTheMachineItselfItHasAPlainName(String host) {
    assertThat(LoginCookie.set(host, token)).startsWith("vg=").doesNotContain("Secure");
  }

  @ParameterizedTest
  @CsvSource({
    "gateway.example.com, __Host-vg=abc, abc",
    "gateway.example.com, a=b; __Host-vg=abc; c=d, abc",
    "localhost:8080, vg=abc, abc"
  })
  void itIsReadByTheNameThatBelongsToTheHost(String host, String cookie, String expected) {
    assertThat(read(host, cookie)).contains(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "gateway.example.com, vg=abc",
    "localhost:8080, __Host-vg=abc",
    "gateway.example.com, __Host-vg=",
    "gateway.example.com, __Host-vg=abc; __Host-vg=def",
    "gateway.example.com, x__Host-vg=abc",
    "gateway.example.com, nonsense"
  })
  void s70AnythingElseIsNoLogin(String host, String cookie) {
    assertThat(read(host, cookie)).isEmpty();
  }
}
