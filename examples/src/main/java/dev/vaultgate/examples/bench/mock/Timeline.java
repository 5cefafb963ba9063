package dev.vaultgate.examples.bench.mock;

import java.io.IOException;
import java.util.PriorityQueue;

/** What the mock has to do later: connections by the time at which they are due. */
final class Timeline {

  private record Entry(MockConnection connection, long dueNanos) {}

  private final PriorityQueue<Entry> entries =
      new PriorityQueue<>((a, b) -> Long.compare(a.dueNanos - b.dueNanos, 0));

  void add(MockConnection connection, long dueNanos) {
    entries.add(new Entry(connection, dueNanos));
  }

  /** Serves everything that is due; a connection that has been closed is forgotten. */
  void run(long nowNanos) {
    for (Entry next = entries.peek();
        next != null && next.dueNanos - nowNanos <= 0;
        next = entries.peek()) {
      entries.remove();
      if (next.connection.isOpen()) {
        serve(next.connection, nowNanos);
      }
    }
  }

  /** How long a selector may wait; zero, as selectors have it, stands for without end. */
  long millisToNext(long nowNanos) {
    Entry next = entries.peek();
    return next == null ? 0 : Math.max(1, (next.dueNanos - nowNanos) / 1_000_000);
  }

  private static void serve(MockConnection connection, long nowNanos) {
    try {
      connection.due(nowNanos);
    } catch (IOException e) {
      MockUpstream.drop(connection, e);
    }
  }
}
