package dev.vaultgate.client.outbound;

import dev.vaultgate.client.outbound.MediaException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import okhttp3.Authenticator;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.CookieJar;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Brings what lies at an address that somebody else wrote, within the rules: the host is looked up
 * once, all its places are judged, and the connection goes to a judged one. No redirect is
 * followed, no proxy, cookie, credential or kept connection used, and time and size are bounded
 * however slowly the host answers.
 *
 * <p>Safe for many threads. Needs no closing: nothing of it outlives a call for long.
 */
public final class MediaFetcher {

  /** The largest picture or document, in bytes. */
  public static final int BYTES_MAX = 10 * 1024 * 1024;

  /** For everything from looking the host up to the last byte. */
  public static final Duration TIME_MAX = Duration.ofSeconds(10);

  private static final int BUFFER = 16 * 1024;

  private final AddressRules rules;
  private final int bytesMax;
  private final OkHttpClient client;

  public MediaFetcher(AddressRules rules) {
    this(rules, BYTES_MAX);
  }

  MediaFetcher(AddressRules rules, int bytesMax) {
    this.rules = rules;
    this.bytesMax = bytesMax;
    this.client =
        new OkHttpClient.Builder()
            .followRedirects(false)
            .followSslRedirects(false)
            .proxy(Proxy.NO_PROXY)
            .authenticator(Authenticator.NONE)
            .cookieJar(CookieJar.NO_COOKIES)
            .connectionPool(new ConnectionPool(0, 1, TimeUnit.MILLISECONDS))
            .build();
  }

  public AddressRules rules() {
    return rules;
  }

  /**
   * Brings a picture or document.
   *
   * @param types that are wanted, of {@link Media#DOCUMENTS}
   * @param time for all of it
   * @param way is told how to stop it
   * @throws MediaException when the address may not be reached, or what it names does not come or
   *     is something else
   */
  public Media fetch(String address, Set<String> types, Duration time, Consumer<Runnable> way) {
    HttpUrl url = rules.parse(address);
    Call call =
        client
            .newBuilder()
            .dns(host -> places(url, host))
            .callTimeout(time)
            .connectTimeout(time)
            .readTimeout(time)
            .build()
            .newCall(
                new Request.Builder()
                    .url(url)
                    .header("Accept", String.join(", ", types))
                    .header("Accept-Encoding", "identity")
                    .header("User-Agent", "VaultGate")
                    .build());
    way.accept(call::cancel);
    try (Response response = call.execute()) {
      if (response.code() != 200) {
        throw new MediaException(Reason.NOT_FETCHED, "an answer of status " + response.code());
      }
      return media(read(response), types);
    } catch (IOException e) {
      throw new MediaException(Reason.NOT_FETCHED, "no whole answer", e);
    }
  }

  private List<InetAddress> places(HttpUrl url, String host) throws UnknownHostException {
    if (!host.equals(url.host())) {
      throw MediaException.notAllowed("another host than the judged one");
    }
    return rules.places(url);
  }

  private byte[] read(Response response) throws IOException {
    if (response.body().contentLength() > bytesMax) {
      throw tooLarge();
    }
    InputStream body = response.body().byteStream();
    ByteArrayOutputStream whole = new ByteArrayOutputStream(BUFFER);
    byte[] buffer = new byte[BUFFER];
    for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
      whole.write(buffer, 0, count);
      if (whole.size() > bytesMax) {
        throw tooLarge();
      }
    }
    return whole.toByteArray();
  }

  private MediaException tooLarge() {
    return new MediaException(Reason.TOO_LARGE, "more than " + bytesMax + " bytes");
  }

  private static Media media(byte[] bytes, Set<String> types) {
    String type = Media.typeOf(bytes);
    if (!types.contains(type)) {
      throw new MediaException(Reason.WRONG_TYPE, "neither of " + types);
    }
    return new Media(type, bytes);
  }
}
