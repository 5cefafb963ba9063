package dev.vaultgate.server;

/** Request bodies for tests. */
final class Bodies {

  static final String CHAT =
      "{\"model\":\"lab-text\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

  static final String STREAM =
      "{\"model\":\"lab-text\",\"stream\":true,"
          + "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

  private Bodies() {}
}
