package dev.vaultgate.server.manage;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * The way out of an answer that may take long. Whether its caller still may have it is asked again
 * and again; what comes after his rights have ended is not written. For one thread.
 */
final class WatchedOutput extends FilterOutputStream {

  private static final long CHECK_NANOS = Duration.ofSeconds(4).toNanos();

  private final BooleanSupplier stillMay;
  private long checkedAt = System.nanoTime();

  WatchedOutput(OutputStream out, BooleanSupplier stillMay) {
    super(out);
    this.stillMay = stillMay;
  }

  /** The caller may not have the rest. */
  static final class RightsEndedException extends IOException {
    private static final long serialVersionUID = 1L;

    RightsEndedException() {
      super("the caller's rights have ended");
    }
  }

  @Override
  public void write(int b) throws IOException {
    check();
    out.write(b);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    check();
    out.write(bytes, offset, length);
  }

  private void check() throws RightsEndedException {
    long now = System.nanoTime();
    if (now - checkedAt >= CHECK_NANOS) {
      checkedAt = now;
      if (!stillMay.getAsBoolean()) {
        throw new RightsEndedException();
      }
    }
  }
}
