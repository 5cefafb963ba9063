package dev.vaultgate.server.manage;

import java.util.List;

/**
 * Operations that belong together: keys, credit, usage. The schemas of what they take and give are
 * in the resource {@code schemas/<name>.json}, an object with a member for each.
 */
public interface Topic {

  /** As it is in the document and in the name of the resource. */
  String name();

  List<Operation> operations();
}
