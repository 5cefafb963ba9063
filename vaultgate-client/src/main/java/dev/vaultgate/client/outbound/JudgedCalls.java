package dev.vaultgate.client.outbound;

import java.net.InetAddress;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.Authenticator;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.CookieJar;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/**
 * Calls of addresses that somebody else wrote, within the rules: the host is looked up once, all
 * its places are judged, and the connection goes to a judged one. No redirect is followed, no
 * proxy, cookie, credential or kept connection used, and time is bounded however slowly the host
 * answers.
 *
 * <p>Safe for many threads. Needs no closing: nothing of it outlives a call for long.
 */
final class JudgedCalls {

  private final AddressRules rules;

  JudgedCalls(AddressRules rules) {
    this.rules = rules;
  }

  AddressRules rules() {
    return rules;
  }

  /** Made for the first call: most processes make none, and it reads whom the system trusts. */
  private static final class Shared {
    static final OkHttpClient CLIENT =
        new OkHttpClient.Builder()
            .followRedirects(false)
            .followSslRedirects(false)
            .proxy(Proxy.NO_PROXY)
            .authenticator(Authenticator.NONE)
            .cookieJar(CookieJar.NO_COOKIES)
            .connectionPool(new ConnectionPool(0, 1, TimeUnit.MILLISECONDS))
            .build();
  }

  /**
   * A call that is ready to be made.
   *
   * @param request without an address
   * @param time for all of it
   * @throws MediaException when the address may not be reached
   */
  Call prepare(String address, Request.Builder request, Duration time) {
    HttpUrl url = rules.parse(address);
    return Shared.CLIENT
        .newBuilder()
        .dns(host -> places(url, host))
        .callTimeout(time)
        .connectTimeout(time)
        .readTimeout(time)
        .build()
        .newCall(request.url(url).header("User-Agent", "VaultGate").build());
  }

  private List<InetAddress> places(HttpUrl url, String host) throws UnknownHostException {
    if (!host.equals(url.host())) {
      throw MediaException.notAllowed("another host than the judged one");
    }
    return rules.places(url);
  }
}
