package dev.vaultgate.client.outbound;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import okhttp3.Call;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts to an address that somebody else wrote, within the rules. Of the answer nothing but its
 * status is looked at, and why there is none is for the log alone: told to whoever wrote the
 * address, it would be a way to explore the network that we stand in.
 *
 * <p>Safe for many threads. Needs no closing: nothing of it outlives a call for long.
 */
public final class OutboundPost {

  private static final Logger LOG = LoggerFactory.getLogger(OutboundPost.class);

  /** Without a charset: receivers that compare the type take none. */
  private static final MediaType JSON = MediaType.get("application/json");

  private final JudgedCalls calls;

  public OutboundPost(AddressRules rules) {
    this.calls = new JudgedCalls(rules);
  }

  /** What may be reached, to be asked before an address is kept. */
  public AddressRules rules() {
    return calls.rules();
  }

  /**
   * Posts JSON.
   *
   * @param time for all of it
   * @return the status of the answer; empty where there is none, or the address may not be reached
   */
  public OptionalInt post(String address, Map<String, String> headers, byte[] json, Duration time) {
    Request.Builder request = new Request.Builder().post(RequestBody.create(json, JSON));
    headers.forEach(request::header);
    try {
      Call call = calls.prepare(address, request, time);
      try (Response response = call.execute()) {
        return OptionalInt.of(response.code());
      }
    } catch (IOException | MediaException e) {
      LOG.info("a message was not taken: {}", e.toString());
      return OptionalInt.empty();
    }
  }
}
