package dev.vaultgate.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/**
 * Counts, by the JDK's flight recorder, how often the server reads from sockets and writes to them,
 * and how often a request's thread waits for the store. Counts do not depend on how fast the
 * machine is. What the test's own threads do is left out.
 *
 * @param callerReads reads from callers, those that find nothing included
 * @param callerWrites writes to callers
 * @param providerReads reads from providers
 * @param providerWrites writes to providers
 * @param storeWaits waits of requests' threads for the store; on JDK 21 and later, where they are
 *     virtual, none is seen
 */
record SocketCalls(
    int callerReads, int callerWrites, int providerReads, int providerWrites, int storeWaits) {

  private static final String READ = "jdk.SocketRead";
  private static final String WRITE = "jdk.SocketWrite";
  private static final String PARK = "jdk.ThreadPark";
  private static final String MONITOR_WAIT = "jdk.JavaMonitorWait";
  private static final String STORE = "dev.vaultgate.router.store.";
  private static final String REQUEST = "dev.vaultgate.server.v1.";

  private static final Set<String> OF_THE_TEST = Set.of("raw-upstream", "main");

  /** What is counted while it runs. */
  @FunctionalInterface
  interface Work {
    void run() throws IOException;
  }

  /**
   * Counts while work is done.
   *
   * @param providerPort where the only provider listens
   */
  static SocketCalls during(int providerPort, Work work) throws IOException {
    Path file = Files.createTempFile("socket-calls", ".jfr");
    try (Recording recording = new Recording()) {
      for (String event : Set.of(READ, WRITE)) {
        recording.enable(event).withThreshold(Duration.ZERO).withoutStackTrace();
      }
      for (String event : Set.of(PARK, MONITOR_WAIT)) {
        recording.enable(event).withThreshold(Duration.ZERO).withStackTrace();
      }
      recording.start();
      work.run();
      recording.stop();
      recording.dump(file);
      return count(file, providerPort);
    } finally {
      Files.delete(file);
    }
  }

  private static SocketCalls count(Path file, int providerPort) throws IOException {
    int[] counts = new int[5];
    for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
      RecordedThread thread = event.getThread();
      if (thread != null && OF_THE_TEST.contains(String.valueOf(thread.getJavaName()))) {
        continue;
      }
      String type = event.getEventType().getName();
      switch (type) {
        case READ -> counts[event.getInt("port") == providerPort ? 2 : 0]++;
        case WRITE -> counts[event.getInt("port") == providerPort ? 3 : 1]++;
        default -> counts[4] += isWaitForStore(event.getStackTrace()) ? 1 : 0;
      }
    }
    return new SocketCalls(counts[0], counts[1], counts[2], counts[3], counts[4]);
  }

  private static boolean isWaitForStore(RecordedStackTrace stack) {
    return isIn(stack, STORE) && isIn(stack, REQUEST);
  }

  private static boolean isIn(RecordedStackTrace stack, String packagePrefix) {
    return stack != null
        && stack.getFrames().stream()
            .anyMatch(frame -> frame.getMethod().getType().getName().startsWith(packagePrefix));
  }
}
