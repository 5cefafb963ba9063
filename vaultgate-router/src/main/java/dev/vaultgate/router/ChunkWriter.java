package dev.vaultgate.router;

import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.ChatEvent;
import dev.vaultgate.api.Usage;
import dev.vaultgate.api.json.ChatChunkWriter;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.Frame;
import dev.vaultgate.router.credit.Money;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Frames as the JSON of chunks: role first, usage last and only when it was asked for. */
final class ChunkWriter {

  private final ChatChunkWriter writer;
  private final Deque<byte[]> ready = new ArrayDeque<>(2);

  ChunkWriter(ChatEvent.Start head, long created) {
    writer =
        new ChatChunkWriter(
            head.id(), head.model(), head.created() > 0 ? head.created() : created, head.extra());
    ready.add(Json.bytes(writer.write(new ChatEvent.Start("", "", 0, Map.of()))));
  }

  void add(Frame frame) {
    if (frame instanceof Frame.Raw raw) {
      ready.add(raw.json());
      return;
    }
    for (ChatEvent event : frame.events()) {
      if (!(event instanceof ChatEvent.UsageReport)) {
        ready.add(Json.bytes(writer.write(event)));
      }
    }
  }

  void addUsage(Usage usage, Money cost) {
    ObjectNode chunk = writer.usage(usage);
    ((ObjectNode) chunk.get("usage")).set("cost", DecimalNode.valueOf(cost.toDollars()));
    ready.add(Json.bytes(chunk));
  }

  byte @Nullable [] poll() {
    return ready.poll();
  }
}
