package dev.vaultgate.server;

import com.sun.management.ThreadMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.management.JMException;
import javax.management.ObjectName;

/** What the server allocates, by the JDK's own counts. */
final class Allocations {

  private static final Set<String> OF_THE_TEST = Set.of("raw-upstream", "main");

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Allocations() {}

  /**
   * The bytes that each thread which lives has allocated, by its number; those of the test left
   * out.
   */
  static Map<Long, Long> byThread() {
    Map<Long, Long> bytes = new HashMap<>();
    long[] ids = THREADS.getAllThreadIds();
    long[] allocated = THREADS.getThreadAllocatedBytes(ids);
    ThreadInfo[] threads = THREADS.getThreadInfo(ids);
    for (int i = 0; i < ids.length; i++) {
      if (threads[i] != null && !OF_THE_TEST.contains(threads[i].getThreadName())) {
        bytes.put(ids[i], Math.max(0, allocated[i]));
      }
    }
    return bytes;
  }

  /** What has been allocated since; a thread that has ended takes its count along. */
  static long since(Map<Long, Long> before) {
    return byThread().entrySet().stream()
        .mapToLong(thread -> thread.getValue() - before.getOrDefault(thread.getKey(), 0L))
        .sum();
  }

  /** How many objects of classes with such a name are in the heap, whether in use or not. */
  static long objects(String classNameEnd) {
    String histogram;
    try {
      histogram =
          (String)
              ManagementFactory.getPlatformMBeanServer()
                  .invoke(
                      new ObjectName("com.sun.management:type=DiagnosticCommand"),
                      "gcClassHistogram",
                      new Object[] {new String[] {"-all"}},
                      new String[] {String[].class.getName()});
    } catch (JMException e) {
      throw new IllegalStateException("this JVM has no class histogram", e);
    }
    return histogram
        .lines()
        .map(line -> line.trim().split(" +"))
        .filter(columns -> columns.length >= 4 && columns[3].endsWith(classNameEnd))
        .mapToLong(columns -> Long.parseLong(columns[1]))
        .sum();
  }

  /** How often garbage was collected, which takes away what {@link #objects} counts. */
  static long collections() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
        .sum();
  }
}
