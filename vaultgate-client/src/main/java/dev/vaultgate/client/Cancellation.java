package dev.vaultgate.client;

import dev.vaultgate.api.CancelledException;
import dev.vaultgate.api.VaultGateException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The wish of a call's owner to end it, from any thread, at any time. What runs for the call sets
 * the way to end it; a wish that came before is carried out at once.
 */
public final class Cancellation {

  private final CountDownLatch wish = new CountDownLatch(1);
  private @Nullable Runnable way;
  private @Nullable VaultGateException because;

  /** Ends what runs now and whatever would run later. Doing it again changes nothing. */
  public void cancel() {
    end(null);
  }

  /**
   * The same against the wish of the call's owner.
   *
   * @param because what he is told
   */
  public void cancel(VaultGateException because) {
    end(because);
  }

  private void end(@Nullable VaultGateException why) {
    Runnable end;
    synchronized (this) {
      if (!isCancelled()) {
        because = why;
      }
      wish.countDown();
      end = way;
      way = null;
    }
    if (end != null) {
      end.run();
    }
  }

  /** What the owner is told whose call has ended with this: that, unless there was a reason. */
  public synchronized VaultGateException reason(CancelledException ended) {
    return because == null ? ended : because;
  }

  /** Whether it was ended against the wish of the call's owner. */
  public synchronized boolean hasReason() {
    return because != null;
  }

  public boolean isCancelled() {
    return wish.getCount() == 0;
  }

  /** Says how to end what runs from now on; replaces what was said before. */
  public void onCancel(Runnable way) {
    synchronized (this) {
      if (!isCancelled()) {
        this.way = way;
        return;
      }
    }
    way.run();
  }

  /** Waits, but not beyond a cancellation; true when it came. */
  public boolean await(long time, TimeUnit unit) throws InterruptedException {
    return wish.await(time, unit);
  }
}
