package dev.vaultgate.client;

import dev.vaultgate.api.CancelledException;
import dev.vaultgate.api.ChatEvent;
import dev.vaultgate.api.ChatStream;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Frames as a Java caller wants them: the head first, then event by event. */
public final class FrameStream implements ChatStream {

  private final ChatFrames frames;
  private final long created;
  private final Deque<ChatEvent> ready = new ArrayDeque<>();
  private boolean started;
  private volatile boolean closed;

  public FrameStream(ChatFrames frames) {
    this(frames, 0);
  }

  /**
   * The same, with a time for answers that bring none.
   *
   * @param created seconds since 1970
   */
  public FrameStream(ChatFrames frames, long created) {
    this.frames = frames;
    this.created = created;
  }

  @Override
  public @Nullable ChatEvent next() {
    if (closed) {
      throw new CancelledException();
    }
    while (ready.isEmpty()) {
      Frame frame = frames.next();
      if (!started) {
        started = true;
        ready.add(head());
      }
      if (frame == null) {
        return ready.poll();
      }
      ready.addAll(frame.events());
    }
    return ready.poll();
  }

  private ChatEvent.Start head() {
    ChatEvent.Start head = frames.head();
    return head.created() > 0
        ? head
        : new ChatEvent.Start(head.id(), head.model(), created, head.extra());
  }

  @Override
  public void close() {
    closed = true;
    frames.close();
  }
}
