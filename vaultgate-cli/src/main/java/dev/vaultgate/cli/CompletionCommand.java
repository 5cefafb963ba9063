package dev.vaultgate.cli;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the script by which a shell completes this program's words. */
@Command(
    name = "completion",
    description = "Print the script that lets bash or zsh complete commands and options.",
    footer = {"", "For this shell: source <(vaultgate completion)"})
final class CompletionCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    // Of all commands: this process has made but this one.
    CommandLine all = Main.commandLine(Main.of(spec).surroundings());
    spec.commandLine().getOut().println(AutoComplete.bash(spec.root().name(), all));
  }
}
