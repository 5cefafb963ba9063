package dev.vaultgate.client.outbound;

import dev.vaultgate.client.outbound.MediaException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import okhttp3.Call;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Brings what lies at an address that somebody else wrote, within the rules and as {@link
 * JudgedCalls} are made; its size is bounded too.
 *
 * <p>Safe for many threads. Needs no closing: nothing of it outlives a call for long.
 */
public final class MediaFetcher {

  /** The largest picture or document, in bytes. */
  public static final int BYTES_MAX = 10 * 1024 * 1024;

  /** For everything from looking the host up to the last byte. */
  public static final Duration TIME_MAX = Duration.ofSeconds(10);

  private static final int BUFFER = 16 * 1024;

  private final JudgedCalls calls;
  private final int bytesMax;

  public MediaFetcher(AddressRules rules) {
    this(rules, BYTES_MAX);
  }

  MediaFetcher(AddressRules rules, int bytesMax) {
    this.calls = new JudgedCalls(rules);
    this.bytesMax = bytesMax;
  }

  public AddressRules rules() {
    return calls.rules();
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
    Call call =
        calls.prepare(
            address,
            new Request.Builder()
                .header("Accept", String.join(", ", types))
                .header("Accept-Encoding", "identity"),
            time);
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
