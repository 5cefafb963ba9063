package dev.vaultgate.client;

import dev.vaultgate.api.UpstreamFault;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A transport without a network: it answers every request with the same bytes, and keeps what was
 * sent.
 */
public final class CannedTransport implements Transport {

  private final int status;
  private final Map<String, String> headers;
  private final InputStream body;
  private final List<WireRequest> sent = new ArrayList<>();

  /**
   * @param headers of the answer, by name in lower case
   */
  public CannedTransport(int status, Map<String, String> headers, InputStream body) {
    this.status = status;
    this.headers = Map.copyOf(headers);
    this.body = body;
  }

  /** The requests so far, with all their headers. */
  public List<WireRequest> sent() {
    return sent;
  }

  @Override
  public Exchange send(
      WireRequest request, Timeouts timeouts, boolean stream, Cancellation cancellation) {
    sent.add(request);
    return new CannedExchange();
  }

  @Override
  public void close() {
    // Nothing is open.
  }

  private final class CannedExchange implements Exchange {

    @Override
    public int status() {
      return status;
    }

    @Override
    public ResponseHeaders headers() {
      return name -> headers.get(name.toLowerCase(Locale.ROOT));
    }

    @Override
    public InputStream body() {
      return body;
    }

    @Override
    public byte[] readAll(int bytesMax) {
      try {
        return body.readNBytes(bytesMax);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void contentSeen() {
      // No timer runs.
    }

    @Override
    public UpstreamFailure failure(IOException e) {
      return new UpstreamFailure(
          new UpstreamFailure.Kind.Upstream(UpstreamFault.CONNECTION_LOST), 0, "lost", null, e);
    }

    @Override
    public void cancel() {
      // Nothing runs.
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
