package dev.vaultgate.server.recordings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The recordings that are not played, each with its reason: lines of {@code provider endpoint:
 * reason}, or {@code provider endpoint name: reason} for one alone, in {@code
 * known-exceptions.txt}, where a line without a colon or with {@code #} at its head is a comment.
 */
final class KnownExceptions {

  private static final String FILE = "known-exceptions.txt";

  private final Map<String, String> reasons = new LinkedHashMap<>();
  private final Set<String> used = new TreeSet<>();

  /** A recording that has no row among {@link RecordedProviders}, or is left out by its name. */
  record Unplayed(String provider, String endpoint, String name) {

    String kind() {
      return provider + " " + endpoint;
    }

    String itself() {
      return kind() + " " + name;
    }
  }

  private KnownExceptions() {}

  static KnownExceptions read() {
    KnownExceptions exceptions = new KnownExceptions();
    try (InputStream file = KnownExceptions.class.getResourceAsStream(FILE)) {
      for (String line : new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        int colon = line.indexOf(": ");
        if (colon > 0 && !line.startsWith("#")) {
          exceptions.reasons.put(line.substring(0, colon), line.substring(colon + 2).strip());
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(FILE + " cannot be read", e);
    }
    return exceptions;
  }

  /** Why it is not played; empty when nobody has said. */
  Optional<String> reason(Unplayed unplayed) {
    String key = names(unplayed) ? unplayed.itself() : unplayed.kind();
    used.add(key);
    return Optional.ofNullable(reasons.get(key));
  }

  /** Whether it is left out by its own name, while others of its kind may be played. */
  boolean names(Unplayed recording) {
    return reasons.containsKey(recording.itself());
  }

  /** Reasons for what is played, or was never recorded. */
  List<String> unused() {
    List<String> unused = new ArrayList<>(reasons.keySet());
    unused.removeAll(used);
    return unused;
  }
}
