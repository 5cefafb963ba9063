package dev.vaultgate.examples.bench.profile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/**
 * The short story of a recording: the hottest methods, whose code they were called from, and what
 * was allocated where.
 *
 * <p>On JDK 25 the samples are by CPU time. Before, JFR samples Java and native code apart and
 * knows nothing of the operating system; there the two are added, which is good for finding out
 * what to look at and not for telling what it costs.
 */
public final class ProfileSummary {

  private static final String CPU_TIME = "jdk.CPUTimeSample";
  private static final List<String> EXECUTION =
      List.of("jdk.ExecutionSample", "jdk.NativeMethodSample");
  private static final String ALLOCATION = "jdk.ObjectAllocationSample";

  /**
   * A thread's first allocation sample weighs all that it has ever allocated. So samples are left
   * out that outweigh the heaviest hundredth of all by so much.
   */
  private static final int OUTLIER_FACTOR = 10;

  /** Where threads wait without using the processor, as native samples see it. */
  private static final Set<String> WAITING =
      Set.of("sun.nio.ch.EPoll.wait", "sun.nio.ch.Net.poll", "sun.nio.ch.Net.accept");

  /** A lambda's class name ends in an address that differs from run to run. */
  private static final Pattern LAMBDA = Pattern.compile("\\$\\$Lambda.*");

  private static final String WEIGHT = "weight";
  private static final String OURS = "dev.vaultgate.";
  private static final String NOBODY = "(none of ours on the stack)";

  private static final int METHODS_SHOWN = 25;
  private static final int LIBRARIES_SHOWN = 12;
  private static final int ALLOCATIONS_SHOWN = 20;

  private final Ranking methods = new Ranking();
  private final Ranking libraries = new Ranking();
  private final Ranking callers = new Ranking();
  private final Ranking stacks = new Ranking();
  private final Ranking classes = new Ranking();
  private final Ranking sites = new Ranking();
  private final Ranking allocatingStacks = new Ranking();
  private final Ranking allocatingCallers = new Ranking();
  private final Ranking allocatingLibraries = new Ranking();
  private final boolean byCpuTime;
  private final long allocationBytesMax;

  private ProfileSummary(boolean byCpuTime, long allocationBytesMax) {
    this.byCpuTime = byCpuTime;
    this.allocationBytesMax = allocationBytesMax;
  }

  /** Reads a recording, writes its collapsed stacks beside it, and tells its story. */
  public static String of(Path recording) throws IOException {
    List<RecordedEvent> events = RecordingFile.readAllEvents(recording);
    boolean byCpuTime = events.stream().anyMatch(event -> is(event, CPU_TIME));
    ProfileSummary summary = new ProfileSummary(byCpuTime, allocationBytesMax(events));
    events.forEach(summary::take);
    return summary.text(recording)
        + graph(recording, "cpu", summary.stacks)
        + graph(recording, "alloc", summary.allocatingStacks);
  }

  /** Writes stacks as flame graph programs want them, a line each, and drawn. */
  private static String graph(Path recording, String what, Ranking stacks) throws IOException {
    if (stacks.isEmpty()) {
      return "";
    }
    Path collapsed = Path.of(recording + "." + what + ".collapsed");
    Files.write(
        collapsed,
        stacks.weights().entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .toList());
    Path picture = Path.of(recording + "." + what + ".svg");
    Files.writeString(picture, FlameGraph.of(stacks.weights()));
    return "flame graph: " + picture + "\n";
  }

  private static long allocationBytesMax(List<RecordedEvent> events) {
    long[] sorted =
        events.stream()
            .filter(event -> is(event, ALLOCATION))
            .mapToLong(event -> event.getLong(WEIGHT))
            .sorted()
            .toArray();
    return sorted.length == 0 ? 0 : OUTLIER_FACTOR * sorted[sorted.length * 99 / 100];
  }

  private static boolean is(RecordedEvent event, String type) {
    return event.getEventType().getName().equals(type);
  }

  private void take(RecordedEvent event) {
    String type = event.getEventType().getName();
    if (byCpuTime ? type.equals(CPU_TIME) : EXECUTION.contains(type)) {
      takeSample(frames(event));
    } else if (type.equals(ALLOCATION) && event.getLong(WEIGHT) <= allocationBytesMax) {
      takeAllocation(event);
    }
  }

  private void takeSample(List<String> frames) {
    if (frames.isEmpty() || (!byCpuTime && WAITING.contains(frames.get(0)))) {
      return;
    }
    methods.add(frames.get(0), 1);
    libraries.add(Library.of(frames), 1);
    callers.add(innermostOfOurs(frames), 1);
    stacks.add(outermostFirst(frames), 1);
  }

  private void takeAllocation(RecordedEvent event) {
    long weight = event.getLong(WEIGHT);
    RecordedClass allocated = event.getClass("objectClass");
    List<String> frames = frames(event);
    classes.add(allocated.getName(), weight);
    allocatingLibraries.add(Library.of(frames), weight);
    allocatingCallers.add(innermostOfOurs(frames), weight);
    if (!frames.isEmpty()) {
      sites.add(frames.get(0), weight);
      allocatingStacks.add(outermostFirst(frames), weight);
    }
  }

  private String text(Path recording) {
    StringBuilder text = new StringBuilder("== " + recording.getFileName() + " ==\n");
    section(text, "CPU by method", methods, METHODS_SHOWN);
    section(text, "CPU by whose code", libraries, LIBRARIES_SHOWN);
    section(text, "CPU by our innermost method", callers, METHODS_SHOWN);
    section(text, "allocated bytes by class", classes, ALLOCATIONS_SHOWN);
    section(text, "allocated bytes by method", sites, ALLOCATIONS_SHOWN);
    section(text, "allocated bytes by whose code", allocatingLibraries, LIBRARIES_SHOWN);
    section(text, "allocated bytes by our innermost method", allocatingCallers, METHODS_SHOWN);
    return text.toString();
  }

  private static void section(StringBuilder text, String title, Ranking ranking, int shown) {
    if (!ranking.isEmpty()) {
      text.append(title).append(":\n").append(ranking.top(shown));
    }
  }

  /** Whatever a library does, it does for somebody. */
  private static String innermostOfOurs(List<String> frames) {
    return frames.stream().filter(frame -> frame.startsWith(OURS)).findFirst().orElse(NOBODY);
  }

  private static String outermostFirst(List<String> frames) {
    List<String> reversed = new ArrayList<>(frames);
    Collections.reverse(reversed);
    return String.join(";", reversed);
  }

  /** Class and method of each frame, the innermost first. */
  private static List<String> frames(RecordedEvent event) {
    RecordedStackTrace trace = event.getStackTrace();
    if (trace == null) {
      return List.of();
    }
    return trace.getFrames().stream()
        .filter(RecordedFrame::isJavaFrame)
        .map(RecordedFrame::getMethod)
        .map(ProfileSummary::name)
        .toList();
  }

  private static String name(RecordedMethod method) {
    String type = LAMBDA.matcher(method.getType().getName()).replaceFirst("\\$lambda");
    return type + "." + method.getName();
  }
}
