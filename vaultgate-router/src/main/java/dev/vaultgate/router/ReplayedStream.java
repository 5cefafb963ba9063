package dev.vaultgate.router;

import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A stream that is given again. Nobody is asked, and nothing charged. */
final class ReplayedStream implements GatewayStream {

  private final AnswerFacts facts;
  private final Iterator<byte[]> chunks;

  ReplayedStream(AnswerFacts facts, List<byte[]> chunks) {
    this.facts = facts;
    this.chunks = chunks.iterator();
  }

  @Override
  public AnswerFacts facts() {
    return facts;
  }

  @Override
  public byte @Nullable [] next() {
    return chunks.hasNext() ? chunks.next() : null;
  }

  @Override
  public void beforeWait(Runnable hook) {
    // Nothing is waited for.
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
