package dev.vaultgate.router.store;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * What waits for the writer, in order. It decides when a batch is full enough: a commit and its
 * wait for the disk cost the same for one piece of work as for fifty.
 *
 * <ul>
 *   <li>A batch is begun at once, and joined by what comes meanwhile.
 *   <li>When somebody waits for its commit, it is committed at once where callers come one by one.
 *       When the batch before served several, others are about to come, and this one waits for
 *       them, the longer the more they were: a tenth of a millisecond for each, and no more than
 *       one and a half.
 *   <li>When nobody waits, it is open for somebody to come, but not for long.
 * </ul>
 */
final class WriteQueue {

  private static final long GATHER_NANOS_EACH = TimeUnit.MICROSECONDS.toNanos(100);
  private static final long GATHER_NANOS_MAX = TimeUnit.MICROSECONDS.toNanos(1_500);
  private static final long LINGER_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final int batchMax;
  private final LongSupplier ticker;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Queue<WriteTask<?>> tasks = new ArrayDeque<>();

  /** How many of the tasks are told their result before the commit. */
  private int told;

  /** How many of the other tasks somebody waits for. */
  private int awaited;

  /** The same of the batch that is open, and of the one before. */
  private int awaitedInBatch;

  private int awaitedBefore;

  /** When the open batch, or the first in it that somebody waits for, was begun. */
  private long began;

  private boolean isLast;
  private Need need = Need.NOTHING;
  private boolean hurried;

  /** What the writer's thread waits for. Who adds something else need not wake it. */
  private enum Need {
    NOTHING,
    ANY_TASK,
    AWAITED_TASK,
    FULL_BATCH
  }

  /**
   * @param batchMax how much the writer takes at once
   * @param ticker the nanoseconds that threads wait by
   */
  WriteQueue(int batchMax, LongSupplier ticker) {
    this.batchMax = batchMax;
    this.ticker = ticker;
  }

  void add(WriteTask<?> task) {
    lock.lock();
    try {
      tasks.add(task);
      count(task, 1);
      if (isMet(need)) {
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  private void count(WriteTask<?> task, int by) {
    if (task.isTold()) {
      told += by;
    } else if (task.isAwaited()) {
      awaited += by;
    }
  }

  boolean remove(WriteTask<?> task) {
    lock.lock();
    try {
      boolean removed = tasks.remove(task);
      if (removed) {
        count(task, -1);
      }
      return removed;
    } finally {
      lock.unlock();
    }
  }

  int size() {
    lock.lock();
    try {
      return tasks.size();
    } finally {
      lock.unlock();
    }
  }

  /** From now on a batch is taken as it is. */
  void hurry() {
    lock.lock();
    try {
      hurried = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Begins a batch with what is there, waiting for something. For the writer's thread. */
  void take(List<? super WriteTask<?>> batch) throws InterruptedException {
    begin(batch, Long.MAX_VALUE);
  }

  /**
   * Begins a batch that has something in it already. For the writer's thread.
   *
   * @param nanos how long to wait for something more
   */
  void begin(List<? super WriteTask<?>> batch, long nanos) throws InterruptedException {
    lock.lock();
    try {
      long end = ticker.getAsLong() + nanos;
      for (long left = nanos;
          left > 0 && !hurried && tasks.isEmpty();
          left = end - ticker.getAsLong()) {
        await(Need.ANY_TASK, left);
      }
      awaitedBefore = awaitedInBatch;
      awaitedInBatch = 0;
      isLast = false;
      began = ticker.getAsLong();
      drain(batch, batchMax);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Adds what comes to the open batch, waiting for it as long as that is worth it.
   *
   * @return whether something was added; when not, the batch is to be committed. For the writer's
   *     thread.
   */
  boolean gather(List<? super WriteTask<?>> batch) {
    lock.lock();
    try {
      while (!isLast) {
        long left = began + patience() - ticker.getAsLong();
        isLast = hurried || left <= 0 || batch.size() >= batchMax;
        if (isLast || told > 0) {
          break;
        }
        if (awaited > 0 && awaitedInBatch == 0) {
          began = ticker.getAsLong();
          break;
        }
        await(awaitedInBatch > 0 ? Need.FULL_BATCH : Need.AWAITED_TASK, left);
      }
      return drain(batch, batchMax) > 0;
    } catch (InterruptedException e) {
      hurried = true;
      return false;
    } finally {
      lock.unlock();
    }
  }

  private long patience() {
    if (awaitedInBatch == 0) {
      return LINGER_NANOS;
    }
    return awaitedBefore > 1 ? Math.min(awaitedBefore * GATHER_NANOS_EACH, GATHER_NANOS_MAX) : 0;
  }

  @SuppressWarnings("WaitNotInLoop") // The loops are its callers'.
  private void await(Need what, long nanos) throws InterruptedException {
    need = what;
    try {
      var unused = changed.awaitNanos(nanos);
    } finally {
      need = Need.NOTHING;
    }
  }

  private boolean isMet(Need what) {
    return switch (what) {
      case NOTHING -> false;
      case ANY_TASK -> true;
      case AWAITED_TASK -> told > 0 || awaited > 0 || isFull();
      case FULL_BATCH -> told > 0 || isFull();
    };
  }

  private boolean isFull() {
    return tasks.size() >= batchMax;
  }

  /** Adds what waits to a batch of this size at most; how much. For the writer's thread. */
  int drain(List<? super WriteTask<?>> batch, int max) {
    lock.lock();
    try {
      int count = 0;
      while (batch.size() < max && !tasks.isEmpty()) {
        WriteTask<?> task = tasks.remove();
        count(task, -1);
        batch.add(task);
        count++;
        awaitedInBatch += task.isTold() || !task.isAwaited() ? 0 : 1;
      }
      return count;
    } finally {
      lock.unlock();
    }
  }
}
