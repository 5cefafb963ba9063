package dev.vaultgate.e2e;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** A gateway and a browser to look at it with, for all tests of a class. */
final class Stage implements AutoCloseable {

  private final Chromium chromium;
  private final RunningGateway gateway;

  /** What the owner's browser is known by; empty before there is one. */
  private String login = "";

  private Stage(Chromium chromium, RunningGateway gateway) {
    this.chromium = chromium;
    this.gateway = gateway;
  }

  static Stage open(Path folder) throws IOException {
    return open(folder, Map.of());
  }

  /** The same with variables of the gateway's environment. */
  static Stage open(Path folder, Map<String, String> variables) throws IOException {
    Chromium chromium = Chromium.launch();
    try {
      return new Stage(chromium, RunningGateway.start(folder, variables));
    } catch (IOException | RuntimeException | Error e) {
      chromium.close();
      throw e;
    }
  }

  String address() {
    return gateway.address();
  }

  /** Somebody whom the gateway does not know, on a screen of this width. */
  Visit strangers(int width) {
    return Visit.of(chromium, width);
  }

  /** The owner, who is signed in; the first time he sets the gateway up. */
  Visit owners(int width) {
    if (login.isEmpty()) {
      try (Visit first = strangers(width)) {
        first.page().navigate(gateway.address() + gateway.setUp());
        SignIn.asOwner(first.page());
        login = first.login();
      }
    }
    return Visit.of(chromium, width, login);
  }

  @Override
  public void close() throws InterruptedException {
    try {
      gateway.close();
    } finally {
      chromium.close();
    }
  }
}
