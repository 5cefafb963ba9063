package dev.vaultgate.client;

import java.util.concurrent.TimeUnit;

/** Time, as far as a call needs it. The one place of this module that asks the system for it. */
interface Clockwork {

  Clockwork SYSTEM =
      new Clockwork() {
        @Override
        public long nanoTime() {
          return System.nanoTime();
        }

        @Override
        public boolean await(long nanos, Cancellation cancellation) throws InterruptedException {
          return cancellation.await(nanos, TimeUnit.NANOSECONDS);
        }
      };

  /** Nanoseconds since some moment; only differences mean anything. */
  long nanoTime();

  /** Waits, but not beyond a cancellation; true when it came. */
  boolean await(long nanos, Cancellation cancellation) throws InterruptedException;
}
