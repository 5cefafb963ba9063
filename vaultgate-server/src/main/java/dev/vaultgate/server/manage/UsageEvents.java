package dev.vaultgate.server.manage;

import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.usage.UsageFeed;
import dev.vaultgate.router.usage.UsageQuery;
import dev.vaultgate.router.usage.UsageRecord;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Calls as they end, as server-sent events: {@code call} with a record, and {@code lost} with a
 * number where more came than could be sent. Comments in between find out whether the caller is
 * still there, and still may listen.
 */
final class UsageEvents {

  static final String TYPE = "text/event-stream";

  private static final Duration HEARTBEAT = Duration.ofSeconds(4);
  private static final byte[] COMMENT = bytes(": keep-alive\n\n");

  private UsageEvents() {}

  static Answer of(UsageFeed feed, UsageQuery query) {
    return new Answer.Streamed(
        TYPE,
        Map.of("Cache-Control", "no-cache", "X-Accel-Buffering", "no"),
        out -> {
          try (UsageFeed.Listener listener = feed.listen(query)) {
            write(listener, out);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the server stops");
          }
        });
  }

  private static void write(UsageFeed.Listener listener, OutputStream out)
      throws IOException, InterruptedException {
    send(out, COMMENT);
    while (!listener.isOver()) {
      Optional<UsageRecord> call = listener.next(HEARTBEAT);
      long lost = listener.lost();
      if (lost > 0) {
        send(out, event("lost", Json.bytes(Json.object().put("calls", lost))));
      }
      send(out, call.map(it -> event("call", Json.bytes(UsageJson.write(it)))).orElse(COMMENT));
    }
  }

  private static void send(OutputStream out, byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  private static byte[] event(String name, byte[] json) {
    return bytes("event: " + name + "\ndata: " + new String(json, StandardCharsets.UTF_8) + "\n\n");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
