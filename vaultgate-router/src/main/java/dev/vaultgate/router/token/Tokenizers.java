package dev.vaultgate.router.token;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tokenizers of this process. An encoding is loaded when it is first asked for, on a thread of
 * its own; who needs it waits for a while, and takes his family's estimate when it does not come,
 * or when the library for it is not on the class path. Safe for many threads.
 */
public final class Tokenizers {

  private static final Logger LOG = LoggerFactory.getLogger(Tokenizers.class);

  /** Loading takes less than a second on a machine that has nothing else to do. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final Tokenizers SHARED = new Tokenizers(OpenAiEncoding::load, PATIENCE);

  private final Function<String, Tokenizer> load;
  private final Duration patience;
  private final Map<String, CompletableFuture<Tokenizer>> encodings = new ConcurrentHashMap<>();

  /**
   * @param load loads an encoding by its name; fails where it cannot
   * @param patience how long to wait for one
   */
  Tokenizers(Function<String, Tokenizer> load, Duration patience) {
    this.load = load;
    this.patience = patience;
  }

  /** Those that all gateways of this process share, since an encoding is large. */
  public static Tokenizers shared() {
    return SHARED;
  }

  /** The best there is for a family. May wait when it is asked for the first time. */
  public Tokenizer of(TokenFamily family) {
    String encoding = family.encoding().orElse(null);
    if (encoding == null) {
      return family;
    }
    try {
      return encodings
          .computeIfAbsent(encoding, this::loading)
          .get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return family;
    } catch (TimeoutException e) {
      LOG.debug("the encoding {} is still being loaded", encoding);
      return family;
    } catch (ExecutionException e) {
      // It was told in the log when it happened.
      return family;
    }
  }

  private CompletableFuture<Tokenizer> loading(String encoding) {
    CompletableFuture<Tokenizer> loaded = new CompletableFuture<>();
    Thread thread = new Thread(() -> load(encoding, loaded), "vaultgate-tokenizer");
    thread.setDaemon(true);
    thread.start();
    return loaded;
  }

  private void load(String encoding, CompletableFuture<Tokenizer> into) {
    try {
      into.complete(load.apply(encoding));
    } catch (LinkageError e) {
      LOG.info("tokens of {} are estimated: jtokkit is not on the class path", encoding);
      into.completeExceptionally(e);
    } catch (RuntimeException e) {
      LOG.warn("tokens of {} are estimated: the encoding cannot be loaded", encoding, e);
      into.completeExceptionally(e);
    }
  }
}
