package dev.vaultgate.router;

import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.ChatEvent;
import dev.vaultgate.api.Usage;
import dev.vaultgate.api.json.ChatChunkWriter;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.Face;
import dev.vaultgate.client.Frame;
import dev.vaultgate.router.credit.Money;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Frames as the JSON of chunks: role first, usage last and only when it was asked for. */
final class ChunkWriter {

  private final ChatChunkWriter writer;
  private final ChatEvent.Start head;
  private final long created;
  private final @Nullable Face face;
  private Face.@Nullable EventWriter faced;
  private final Deque<byte[]> ready = new ArrayDeque<>(2);

  /**
   * @param face in which API's words the caller asked; null for chat completions
   */
  ChunkWriter(ChatEvent.Start head, long created, @Nullable Face face) {
    this.head = head;
    this.created = head.created() > 0 ? head.created() : created;
    this.face = face;
    writer = new ChatChunkWriter(head.id(), head.model(), this.created, head.extra());
    if (face == null) {
      ready.add(Json.bytes(writer.write(new ChatEvent.Start("", "", 0, Map.of()))));
    }
  }

  /** The writer of the caller's words; null while the provider's own pass, which are the same. */
  private Face.EventWriter faced(Face face) {
    if (faced == null) {
      faced = face.events(head, created);
    }
    return faced;
  }

  void add(Frame frame) {
    if (frame instanceof Frame.Raw raw) {
      ready.add(raw.json());
      return;
    }
    if (frame instanceof Frame.Faced passed) {
      ready.add(passed.json());
      return;
    }
    for (ChatEvent event : frame.events()) {
      if (face != null) {
        if (!(event instanceof ChatEvent.UsageReport)) {
          ready.addAll(faced(face).write(event));
        }
        continue;
      }
      if (!(event instanceof ChatEvent.UsageReport)) {
        ready.add(Json.bytes(writer.write(event)));
      }
    }
  }

  void addUsage(Usage usage, Money cost) {
    if (face != null) {
      if (faced != null) {
        ready.addAll(faced.end(usage));
      }
      return;
    }
    ObjectNode chunk = writer.usage(usage);
    ((ObjectNode) chunk.get("usage")).set("cost", DecimalNode.valueOf(cost.toDollars()));
    ready.add(Json.bytes(chunk));
  }

  byte @Nullable [] poll() {
    return ready.poll();
  }
}
