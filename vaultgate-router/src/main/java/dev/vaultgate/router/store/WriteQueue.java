package dev.vaultgate.router.store;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What waits for the writer, in order. It decides when a batch is full enough: a commit and its
 * wait for the disk cost the same for one piece of work as for fifty.
 *
 * <ul>
 *   <li>Work that a caller waits for is begun at once when callers come one by one. When the batch
 *       before served several, others are about to come, and the next one waits half a millisecond
 *       for them.
 *   <li>Work that nobody waits for travels with the next that somebody does, or follows soon.
 * </ul>
 */
final class WriteQueue {

  private static final long GATHER_NANOS = TimeUnit.MICROSECONDS.toNanos(500);
  private static final long LINGER_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final int batchMax;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Queue<WriteTask<?>> tasks = new ArrayDeque<>();

  /** How many of the tasks somebody waits for. */
  private int awaited;

  /** How many somebody waited for in the last batch. */
  private int awaitedBefore;

  /** How many the writer has in hand. */
  private int taken;

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
   */
  WriteQueue(int batchMax) {
    this.batchMax = batchMax;
  }

  void add(WriteTask<?> task) {
    lock.lock();
    try {
      tasks.add(task);
      if (task.isAwaited()) {
        awaited++;
      }
      if (isMet(need)) {
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  boolean remove(WriteTask<?> task) {
    lock.lock();
    try {
      boolean removed = tasks.remove(task);
      if (removed && task.isAwaited()) {
        awaited--;
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

  /** How many tasks wait or were taken since the writer last said that it is done with all. */
  int unfinished() {
    lock.lock();
    try {
      return tasks.size() + taken;
    } finally {
      lock.unlock();
    }
  }

  /** What was taken is written, or has been put elsewhere. For the writer's thread. */
  void finish() {
    lock.lock();
    try {
      taken = 0;
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

  /** Takes a batch as soon as it is worth it. For the writer's thread. */
  void take(List<? super WriteTask<?>> batch) throws InterruptedException {
    lock.lock();
    try {
      await(Need.ANY_TASK, Long.MAX_VALUE);
      await(Need.AWAITED_TASK, LINGER_NANOS);
      if (awaitedBefore > 1) {
        await(Need.FULL_BATCH, GATHER_NANOS);
      }
      drain(batch, batchMax);
    } finally {
      lock.unlock();
    }
  }

  /** Waits until something waits, but no longer than this. For the writer's thread. */
  void await(long nanos) throws InterruptedException {
    lock.lock();
    try {
      await(Need.ANY_TASK, nanos);
    } finally {
      lock.unlock();
    }
  }

  private void await(Need what, long nanos) throws InterruptedException {
    need = what;
    try {
      long left = nanos;
      while (left > 0 && !hurried && !isMet(what)) {
        left = changed.awaitNanos(left);
      }
    } finally {
      need = Need.NOTHING;
    }
  }

  private boolean isMet(Need what) {
    return switch (what) {
      case NOTHING -> false;
      case ANY_TASK -> !tasks.isEmpty();
      case AWAITED_TASK -> awaited > 0 || isFull();
      case FULL_BATCH -> isFull();
    };
  }

  private boolean isFull() {
    return tasks.size() >= batchMax;
  }

  /** Adds what waits to a batch of this size at most. For the writer's thread. */
  void drain(List<? super WriteTask<?>> batch, int max) {
    lock.lock();
    try {
      awaitedBefore = 0;
      while (batch.size() < max && !tasks.isEmpty()) {
        WriteTask<?> task = tasks.remove();
        batch.add(task);
        taken++;
        if (task.isAwaited()) {
          awaited--;
          awaitedBefore++;
        }
      }
    } finally {
      lock.unlock();
    }
  }
}
