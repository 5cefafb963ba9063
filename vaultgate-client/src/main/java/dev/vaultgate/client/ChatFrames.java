package dev.vaultgate.client;

import dev.vaultgate.api.ChatEvent;
import dev.vaultgate.api.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A running answer in frames. The order is the same for every provider and every cut: content, then
 * one finish for each choice, then usage at most once, then null. Whatever else the provider sends
 * is put into this order, or the stream fails with a {@link dev.vaultgate.api.VaultGateException};
 * a stream that ends with null is whole.
 *
 * <p>For one thread, except {@link #close()}, which any thread may call to cancel the provider.
 */
public interface ChatFrames extends Noted, AutoCloseable {

  /** The head of the answer as the provider gave it. */
  ChatEvent.Start head();

  /** Names of the caller's fields that the provider's dialect could not carry. */
  List<String> dropped();

  /**
   * What the provider has told so far of what the answer uses, or null; it may tell more later. For
   * an answer that does not come to its end.
   */
  default @Nullable Usage usageSoFar() {
    return null;
  }

  /** The next frame, waiting for it if need be, or null after the last. */
  @Nullable Frame next();

  /** Sets what to do just before a wait for the provider's bytes. */
  void beforeWait(Runnable hook);

  @Override
  void close();
}
