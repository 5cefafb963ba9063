package dev.vaultgate.router;

import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.ChatEvent;
import dev.vaultgate.api.FinishReason;
import dev.vaultgate.api.Usage;
import dev.vaultgate.api.json.ChatChunkWriter;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.AnswerText;
import dev.vaultgate.client.Face;
import dev.vaultgate.client.Frame;
import dev.vaultgate.router.credit.Money;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Frames as the JSON of chunks: role first, usage last and only when it was asked for. */
final class ChunkWriter {

  private final ChatChunkWriter writer;
  private final ChatEvent.Start head;
  private final long created;
  private final @Nullable Face face;
  private Face.@Nullable EventWriter faced;

  /** Whether the provider's own events pass, in the words in which the caller asked. */
  private boolean passes;

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
      passes = true;
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
        List<byte[]> end = faced.end(usage);
        // Of events that passed, only the one that closes them is ours.
        ready.addAll(passes && !end.isEmpty() ? end.subList(end.size() - 1, end.size()) : end);
      }
      return;
    }
    ObjectNode chunk = writer.usage(usage);
    ((ObjectNode) chunk.get("usage")).set("cost", DecimalNode.valueOf(cost.toDollars()));
    ready.add(Json.bytes(chunk));
  }

  /**
   * Ends an answer that was stopped at its length, as its provider would have ended it.
   *
   * @param choices how many answers there are
   * @param said what the answer says so far
   */
  void stop(int choices, AnswerText said) {
    List<ChatEvent> finishes = new ArrayList<>(choices);
    for (int choice = 0; choice < choices; choice++) {
      finishes.add(new ChatEvent.Finish(choice, FinishReason.LENGTH));
    }
    if (face != null && passes) {
      // What closes the provider's own events repeats the whole answer, of which the writer of the
      // caller's words has seen nothing.
      faced(face).write(new ChatEvent.TextDelta(0, said.text()));
    }
    add(new Frame.Events(finishes));
  }

  /** What has not been taken yet. */
  Iterable<byte[]> waiting() {
    return ready;
  }

  byte @Nullable [] poll() {
    return ready.poll();
  }
}
