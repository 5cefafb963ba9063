package dev.vaultgate.cli;

import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest. */
final class Version implements IVersionProvider {

  /** The version with the product's name, as {@code --version} prints it. */
  static String text() {
    String version = Main.class.getPackage().getImplementationVersion();
    return "VaultGate " + (version == null ? "(from source)" : version);
  }

  @Override
  public String[] getVersion() {
    return new String[] {text(), "Java " + Runtime.version()};
  }
}
