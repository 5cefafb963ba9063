package dev.vaultgate.api;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A running answer: iterate it once, close it always.
 *
 * <p>A stream that ends without an exception is whole; one that the provider cut, stalled or
 * spoiled throws a {@link VaultGateException} from {@link #next()}. Used by one thread at a time,
 * except {@link #close()}, which any thread may call at any time, also twice: it cancels the
 * provider's work and makes a blocked {@code next()} fail.
 */
public interface ChatStream extends Iterable<ChatEvent>, AutoCloseable {

  /** The next event, waiting for it if need be, or null after the last one. */
  @Nullable ChatEvent next();

  @Override
  void close();

  /** The remaining events. Every call continues the same stream. */
  @Override
  default Iterator<ChatEvent> iterator() {
    return new Iterator<>() {
      private @Nullable ChatEvent ahead;
      private boolean ended;

      @Override
      public boolean hasNext() {
        if (ahead == null && !ended) {
          ahead = ChatStream.this.next();
          ended = ahead == null;
        }
        return ahead != null;
      }

      @Override
      public ChatEvent next() {
        ChatEvent event = hasNext() ? ahead : null;
        if (event == null) {
          throw new NoSuchElementException("the stream has ended");
        }
        ahead = null;
        return event;
      }
    };
  }

  /** Reads the rest and assembles it into the answer that a plain call would have given. */
  default ChatResponse toResponse() {
    ChatAssembler assembler = new ChatAssembler();
    for (ChatEvent event = next(); event != null; event = next()) {
      assembler.add(event);
    }
    return assembler.response();
  }
}
