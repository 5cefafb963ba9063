package dev.vaultgate.server.config;

import java.util.List;
import java.util.Map;

/** A piece of the configuration file that knows its line. */
sealed interface Node {

  /** Counted from 1. */
  int line();

  /** Anything that is one word or text; numbers and flags are read from it. */
  record Scalar(String text, int line) implements Node {}

  /** A key without a value. */
  record Nothing(int line) implements Node {}

  record Sequence(List<Node> items, int line) implements Node {}

  /** Entries in the order of the file. */
  record Mapping(Map<String, Entry> entries, int line) implements Node {}

  /**
   * One entry of a mapping.
   *
   * @param line of its key
   */
  record Entry(Node value, int line) {}
}
